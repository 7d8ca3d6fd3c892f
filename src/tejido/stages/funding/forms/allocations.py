"""Forms of a result: compute it, bring in ballots, put an organisation forward, sign."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.files.forms import UploadField
from tejido.ground.organisations.models import Organisation


class DecideForm(forms.Form):
    """Compute the result; where there are no ballots, say that nobody voted."""

    nobody_voted = forms.BooleanField(label=_("Nobody voted"), required=False)

    def __init__(self, *args: Any, has_ballots: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_ballots:
            del self.fields["nobody_voted"]


class BallotsField(UploadField):
    """A file of ballots; `cleaned_data` holds its bytes."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the device offer such files."""
        return super().widget_attrs(widget) | {"accept": ".pb,.csv,.txt,text/csv"}

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """Read the file. Raises ValidationError."""
        upload = super().clean(data, initial)
        content: bytes = upload.read()
        return content


class FileForm(forms.Form):
    """Choose a file of ballots."""

    file = BallotsField(
        label=_("File of ballots"),
        help_text=_("Pabulib (.pb), or CSV with one row a ballot and its numbers in the column “vote”. Up to 25 MB."),
    )


class CountForm(forms.Form):
    """Count what was brought in."""

    source = forms.CharField(
        label=_("Where they were counted"),
        max_length=300,
        help_text=_("Minutes of the count, which office, which day. It goes into the public record: name no persons."),
    )
    leave_out = forms.BooleanField(label=_("Leave out the ballots that cannot be counted"), required=False)

    def __init__(self, *args: Any, refused: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not refused:
            del self.fields["leave_out"]


class PutForwardForm(forms.Form):
    """Choose for which organisation."""

    organisation = forms.ChoiceField(label=_("Organisation"))

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in organisations}
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Organisation"), choices=[(key, one.name) for key, one in self.by_key.items()]
        )

    @property
    def chosen(self) -> Organisation:
        """The organisation."""
        return self.by_key[self.cleaned_data["organisation"]]


class SignForm(forms.Form):
    """Say what the recount came to."""

    holds = forms.ChoiceField(
        label=_("What you found"),
        choices=[("yes", _("The result holds")), ("no", _("The result does not hold"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What does not hold"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is public and stands for good. Write of no single ballot and name no persons."),
    )
