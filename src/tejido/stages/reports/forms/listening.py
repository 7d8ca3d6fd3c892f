"""What an organisation says before anybody writes to it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tejido.stages.reports.models import ListeningProfile
from tejido.stages.reports.models.listening import LEAST_RETENTION, MOST_RETENTION, RETENTION


class ListeningForm(forms.Form):
    """What somebody in danger reads of the organisation before choosing it."""

    use = forms.CharField(
        label=_("What you do with reports"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "For somebody who is afraid: who reads, what for, and what you will not do. Name nobody. It is shown to"
            " everybody."
        ),
    )
    answers_within_days = forms.IntegerField(
        label=_("You answer within so many days"), min_value=1, max_value=90, required=False
    )
    retention_days = forms.IntegerField(
        label=_("Days that a closed report is kept before it is erased"),
        min_value=LEAST_RETENTION,
        max_value=MOST_RETENTION,
        initial=RETENTION,
        help_text=_("Reports that you have already keep the time that was promised to them."),
    )

    @classmethod
    def of(cls, profile: ListeningProfile | None, data: QueryDict | None) -> "ListeningForm":
        """Return the form filled in with what the organisation says now."""
        names = ("use", "answers_within_days", "retention_days")
        return cls(data, initial={name: getattr(profile, name) for name in names} if profile else {})
