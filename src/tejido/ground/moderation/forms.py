"""Forms of moderation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.moderation.actions.answering import LONGEST as LONGEST_PLEA
from tejido.ground.moderation.actions.deciding import LONGEST as LONGEST_DECISION
from tejido.ground.moderation.actions.flagging import LONGEST as LONGEST_FLAG
from tejido.ground.moderation.models import Review
from tejido.ground.moderation.vocabulary import POSSIBLE, Reason
from tejido.ground.web.once import OnceForm


def _reason(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Reason.choices, widget=forms.RadioSelect)


def _area(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **more)


class FlagForm(OnceForm):
    """What is wrong with a page."""

    reason = _reason(_("What is wrong with it?"))
    words = _area(
        _("What should those who look at it know?"),
        LONGEST_FLAG,
        required=False,
        help_text=_("Only those who decide read it, and it is erased 30 days later. Do not write who you are."),
    )
    field_order = ("reason", "words", "subject_line", "once")


class DecisionForm(forms.Form):
    """What one would decide, and why."""

    outcome = forms.ChoiceField(label=_("What should happen?"), widget=forms.RadioSelect)
    reason = _reason(_("For which reason?"))
    words = _area(
        _("Why, in words that everybody will read"),
        LONGEST_DECISION,
        help_text=_("Name nobody, and repeat nothing that does harm. It enters the public record."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = review.version
        choices = [(outcome.value, outcome.label) for outcome in POSSIBLE[review.ask]]
        self.fields["outcome"] = forms.ChoiceField(
            label=self.fields["outcome"].label, choices=choices, widget=forms.RadioSelect
        )


class PleaForm(forms.Form):
    """What the owners of a page say."""

    words = _area(
        _("What should those who decide know?"),
        LONGEST_PLEA,
        help_text=_("Only those who decide read it, and it is erased 30 days later."),
    )


class NameForm(forms.Form):
    """The name of an account."""

    name = forms.CharField(label=_("Name with which the person signs in"), max_length=60)
