"""What the safe form reads. Only the text and its recipient are asked for; all else is a kindness."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from tejido.ground.places.search import only_key
from tejido.ground.places.vocabulary import Cause
from tejido.stages.reports.attachments import MOST_FILES, Attachment, RefusedFile, attach
from tejido.stages.reports.queries.listening import Listener
from tejido.stages.reports.told import Told
from tejido.stages.reports.vocabulary.telling import GoesOn, Knowing, ReportKind

LONGEST = 30_000  # letters
PLAIN = {"autocomplete": "off", "autocapitalize": "sentences", "spellcheck": "false"}
NO_ANSWER = ("", _("I would rather not say"))
LATITUDES, LONGITUDES = (14.0, 33.0), (-119.0, -86.0)  # of Mexico, roughly


class Renderer(TemplatesSetting):
    """Draws fields without a picture: at its safest level Tor Browser shows none."""

    field_template_name = "reports/n/field.html"


class SafeForm(forms.Form):
    """A form of the safe pages."""

    default_renderer = Renderer


class PlaceForm(SafeForm):
    """Where it is about, as typed."""

    place = forms.CharField(
        label=_("Municipality or state"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=PLAIN | {"autocapitalize": "words"}),
        help_text=_("It only finds who listens there. Leave it empty to see all who listen."),
    )


class SeveralFiles(forms.FileInput):
    """One field for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  Django's own signature
        """Return all files that were chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Up to five files: `cleaned_data` holds `Attachment`s, images and PDFs drawn afresh."""

    widget = SeveralFiles(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:  # noqa: ARG002  Django's own signature
        """Draw afresh what can be drawn. Raises ValidationError that names the file by its number."""
        sent: Sequence[UploadedFile[bytes]] = [one for one in (data or []) if one]
        if len(sent) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)d files; send the others afterwards, with your receipt."), params={"most": MOST_FILES}
            )
        made = []
        for number, one in enumerate(sent, start=1):
            try:
                made.append(attach(one, number))
            except RefusedFile as problem:
                raise ValidationError(
                    _("File %(number)d: %(why)s"), params={"number": number, "why": problem.message}
                ) from None
        return made


class FilesMixin(SafeForm):
    """Files, and whether their originals are kept."""

    uploads = FilesField(
        label=_("Photos, PDFs, recordings"),
        required=False,
        help_text=_(
            "Up to five, 25 MB each. Photos and PDFs are drawn afresh, so that place, date and camera do not go with"
            " them. Other kinds go as they are, with all that is hidden in them, and are never published."
        ),
    )
    original = forms.BooleanField(
        label=_("Keep the originals too, as evidence"),
        required=False,
        help_text=_("They hold the place, date and camera, and the name of the file. Only with a good reason."),
    )

    def attachments(self) -> list[Attachment]:
        """Return the files to seal: originals besides, where that was asked for."""
        made: list[Attachment] = self.cleaned_data["uploads"]
        if not self.cleaned_data["original"]:
            return made
        return [one for each in made for one in (each, each.as_evidence()) if one is not None]


class TellForm(FilesMixin):
    """The report: to whom, free text, and what else somebody wants to say."""

    to = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)
    twice = forms.BooleanField(
        label=_("Yes, I want an authority to read this first, before any organisation"),
        required=False,
        help_text=_(
            "The law (CNPP 222) obliges officials to report crimes at once: what you write may become a formal"
            " complaint, and cannot be taken back."
        ),
    )
    text = forms.CharField(
        label=_("What do you want to tell?"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs=PLAIN | {"rows": 9}),
        help_text=_("In your own words. Leave out your name, and what only you know, if nobody shall know you."),
    )
    kind = forms.ChoiceField(label=_("What is it about?"), choices=[NO_ANSWER, *ReportKind.choices], required=False)
    causes = forms.MultipleChoiceField(
        label=_("What lies behind it?"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    municipality = forms.CharField(
        label=_("Municipality"), max_length=120, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    where = forms.CharField(
        label=_("Where exactly"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("A street, a corner, a landmark."),
    )
    when = forms.CharField(
        label=_("When"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=PLAIN),
        help_text=_("As exactly as you want: “in May”, “every Friday at night”."),
    )
    knowing = forms.ChoiceField(label=_("How do you know it?"), choices=[NO_ANSWER, *Knowing.choices], required=False)
    goes_on = forms.ChoiceField(label=_("Does it go on?"), choices=[NO_ANSWER, *GoesOn.choices], required=False)
    latitude = forms.FloatField(
        required=False, min_value=LATITUDES[0], max_value=LATITUDES[1], widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=LONGITUDES[0], max_value=LONGITUDES[1], widget=forms.HiddenInput
    )
    no_point = forms.BooleanField(label=_("Send without the point"), required=False)
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, listeners: Sequence[Listener], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listeners = {str(one.organisation.pk): one for one in listeners}
        self.fields["to"].choices = [(pk, one.organisation.name) for pk, one in self.listeners.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_subject(self) -> str:
        """Refuse what only a machine fills in, in words, so that nobody whose browser filled it in loses their text."""
        if self.cleaned_data["subject"]:
            raise ValidationError(_("This field is there for machines. Empty it and send again; nothing was lost."))
        return ""

    def clean_municipality(self) -> str:
        """Return the key of the place that was typed. Raises ValidationError where it is none or could be several."""
        typed: str = self.cleaned_data["municipality"]
        if not typed.strip():
            return ""
        key = only_key(typed)
        if key is None:
            raise ValidationError(_("There are several places of this name, or none. Add its state."))
        return key

    def clean(self) -> dict[str, Any]:
        """Ask a second time where an authority was chosen."""
        data = super().clean() or self.cleaned_data
        chosen = self.listeners.get(data.get("to", ""))
        if chosen and chosen.is_institution and not data.get("twice"):
            self.add_error(
                "twice",
                _("You chose an authority. If that is your wish, say so a second time; else choose an organisation."),
            )
        return data

    def report(self, *, language: str) -> Told:
        """Return what was said."""
        data = self.cleaned_data
        point = (data["latitude"], data["longitude"])
        return Told(
            text=data["text"],
            kind=data["kind"],
            causes=tuple(data["causes"]),
            place=data["municipality"],
            where=data["where"],
            point=None if None in point or data["no_point"] else point,
            when=data["when"],
            knowing=data["knowing"],
            goes_on=data["goes_on"],
            language=language,
        )


class ReceiptForm(SafeForm):
    """The receipt, as it was written down."""

    receipt = forms.CharField(
        label=_("Secret receipt"),
        max_length=60,
        widget=forms.TextInput(
            attrs=PLAIN | {"autocapitalize": "characters", "class": "code", "placeholder": "", "size": "26"}
        ),
        help_text=_("Capital letters, blanks and hyphens make no difference."),
    )


class LastGroupForm(SafeForm):
    """The last group of the receipt that stands on the page, typed again."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=60)
    last = forms.CharField(
        label=_("Type its last group"),
        max_length=12,
        widget=forms.TextInput(attrs=PLAIN | {"autocapitalize": "characters", "class": "code", "size": "8"}),
    )


class AddForm(FilesMixin):
    """More of the story, or an answer to a question, whose id stands in `answers`."""

    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Write to them"),
        max_length=LONGEST,
        strip=False,
        required=False,
        widget=forms.Textarea(attrs=PLAIN | {"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Require something: words or a file."""
        data = super().clean() or self.cleaned_data
        if not (data.get("text") or "").strip() and not data.get("uploads") and "uploads" not in self.errors:
            self.add_error("text", _("Write something, or choose a file."))
        return data


class ReferralForm(SafeForm):
    """What somebody decides about passing a part of their report on to an authority."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)
    understood = forms.BooleanField(
        label=_("I have read that it may become a formal complaint and cannot be called back"), required=False
    )
    why = forms.CharField(
        label=_("If you want to, say why not"), required=False, max_length=2000, widget=forms.TextInput(attrs=PLAIN)
    )

    def __init__(self, *args: Any, agrees: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agrees = agrees

    def clean_understood(self) -> bool:
        """Require it of whoever agrees."""
        understood: bool = self.cleaned_data["understood"]
        if self.agrees and not understood:
            raise ValidationError(_("Say that you have read it, or refuse: both are right."))
        return understood


class AuthorityForm(SafeForm):
    """More words for the authority to which a part was passed on."""

    referral = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Write to the authority"), max_length=LONGEST)


class SentenceForm(forms.Form):
    """Which proposed sentence somebody decides about."""

    sentence = forms.UUIDField()
