"""Forms of organisations. They read what was typed; what may be is checked by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.particulars import ABOUT_LENGTH, NAME_LENGTH, Particulars
from tejido.ground.organisations.places import PlacesField
from tejido.ground.organisations.risk import Risk
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tejido.ground.places.vocabulary import Cause

PROFILE_WORDS = {
    Profile.OPEN: _("Open: everything on the page is shown, with contact, links and dates to come."),
    Profile.DISCREET: _(
        "Discreet: the municipality only; no contact, no links, no coming dates; news after 72 hours; numbers roughly."
    ),
    Profile.PROTECTED: _("Protected: nobody sees it; it only counts in the totals of the state."),
}


def profile_field(only: list[str] | None = None, **more: Any) -> forms.ChoiceField:
    """Return the choice of a publication profile, in words; `only` narrows it."""
    choices = [(value, words) for value, words in PROFILE_WORDS.items() if only is None or value in only]
    return forms.ChoiceField(label=_("How much is shown"), choices=choices, widget=forms.RadioSelect, **more)


class ParticularsForm(forms.Form):
    """What an organisation says of itself."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    about = forms.CharField(
        label=_("What it does"),
        max_length=ABOUT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In a few sentences, for a neighbour. Name no persons."),
    )
    level = forms.ChoiceField(label=_("Level of government"), choices=Level.choices, widget=forms.RadioSelect)
    power = forms.ChoiceField(label=_("What it does about security"), choices=Power.choices, widget=forms.RadioSelect)
    places = PlacesField(label=_("Where it works"))
    causes = forms.MultipleChoiceField(
        label=_("Causes it works on"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    website = forms.CharField(label=_("Web page"), max_length=200, required=False, help_text=_("Shown when open."))
    cluni = forms.CharField(
        label=_("CLUNI"), max_length=20, required=False, help_text=_("Key of the federal registry. Shown when open.")
    )
    rfc = forms.CharField(label=_("Tax key (RFC)"), max_length=20, required=False, help_text=_("Never shown."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Kind.INSTITUTION:
            del self.fields["level"], self.fields["power"]

    @classmethod
    def of(cls, organisation: Organisation, data: Any) -> "ParticularsForm":
        """Return the form filled in with what the organisation says now."""
        names = ("name", "about", "level", "power", "causes", "website", "cluni", "rfc", "version")
        initial = {name: getattr(organisation, name) for name in names}
        initial["places"] = list(organisation.places.order_by("key"))
        return cls(data, kind=organisation.kind, initial=initial)

    def particulars(self) -> Particulars:
        """Return what was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name in Particulars.__dataclass_fields__}
        return Particulars(**said)


class RegisterForm(ParticularsForm):
    """A new organisation, with how much of it is shown."""

    profile = profile_field(initial=Profile.DISCREET)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        del self.fields["version"]
        if kind == Kind.INSTITUTION:
            del self.fields["profile"]


class ProfileForm(forms.Form):
    """How much of something is shown."""

    profile = profile_field()

    def __init__(self, *args: Any, only: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only is not None:
            self.fields["profile"] = profile_field(only)


class RiskForm(forms.Form):
    """The risk check: what is true is ticked. Nothing is kept."""

    risks = forms.MultipleChoiceField(
        label=_("What is true for you?"), choices=Risk.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class InviteForm(forms.Form):
    """Whom the code lets in."""

    role = forms.ChoiceField(
        label=_("Who enters the code becomes"),
        choices=[(role.value, role.label) for role in (Role.MEMBER, Role.COORDINATOR)],
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
    )


class CodeForm(forms.Form):
    """An invitation code."""

    code = forms.CharField(
        label=_("Invitation code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Three groups of four letters and digits."),
    )


class PostForm(forms.Form):
    """A new post."""

    title = forms.CharField(
        label=_("Title of the post"), max_length=160, help_text=_("The post, never the person who holds it.")
    )
