"""Forms of roundtables, seats, staff and working groups. They read what was typed; the actions decide."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.forms import profile_field
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.places import PlaceField
from tejido.ground.organisations.queries import organisations_visible_to
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.people.queries import person_named
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.actions.roundtables import LARGEST_QUORUM, LONGEST_PURPOSE, Outline
from tejido.stages.roundtables.models import Roundtable, Seat
from tejido.stages.roundtables.queries.roundtables import live_seats
from tejido.stages.roundtables.vocabulary import SeatRole, StaffRole

_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
SUGGESTED = 5


class OrganisationField(forms.CharField):
    """An organisation by its name, or by the address of its page where it does not show itself."""

    def __init__(self, *, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)
        self.person = person

    def clean(self, value: Any) -> Any:
        """Return the organisation, or None for nothing."""
        text = super().clean(value)
        return self._found(text) if text else None

    def _found(self, text: str) -> Organisation:
        named = _ID.search(text.casefold())
        if named:
            known = Organisation.objects.filter(pk=UUID(named[0]), closed_on=None).first()
            if known:
                return known
        visible = organisations_visible_to(self.person).filter(closed_on=None)
        wanted = folded(text)
        exact = list(visible.filter(searchable__startswith=wanted)[: SUGGESTED + 1])
        fitting = exact or list(visible.filter(searchable__contains=wanted)[: SUGGESTED + 1])
        same = [it for it in fitting if folded(it.name) == wanted]
        if len(same) == 1 or len(fitting) == 1:
            return (same or fitting)[0]
        if not fitting:
            raise forms.ValidationError(gettext("No organisation that you can see is called “%s”.") % text[:60])
        names = "; ".join(it.name for it in fitting[:SUGGESTED])
        raise forms.ValidationError(gettext("It can be several. Write the whole name of one: %s") % names)


class OutlineForm(forms.Form):
    """What a roundtable says of itself."""

    name = forms.CharField(label=_("Name"), max_length=160)
    purpose = forms.CharField(
        label=_("What for"),
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In a few sentences, for a neighbour. Name no persons."),
    )
    causes = forms.MultipleChoiceField(
        label=_("Causes it works on"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    terms = forms.CharField(
        label=_("What is public"),
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the roundtable agreed to publish, and what stays inside."),
    )
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=2,
        max_value=LARGEST_QUORUM,
        initial=3,
        help_text=_("How many organisations of citizens and State must be there for a session to decide."),
    )
    secretariat = OrganisationField(
        label=_("Secretariat"),
        required=False,
        help_text=_("The organisation that keeps the minutes. It stands in the public record for those who run it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["secretariat"]
        assert isinstance(field, OrganisationField)
        field.person = person

    @classmethod
    def of(cls, roundtable: Roundtable, data: Any, *, person: Person) -> "OutlineForm":
        """Return the form filled in with what the roundtable says now."""
        names = ("name", "purpose", "terms", "causes", "quorum", "version")
        initial = {name: getattr(roundtable, name) for name in names}
        initial["secretariat"] = roundtable.secretariat.name if roundtable.secretariat else ""
        return cls(data, person=person, initial=initial)

    def outline(self) -> Outline:
        """Return what was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name in Outline.__dataclass_fields__}
        return Outline(**said)


class PersonField(forms.CharField):
    """Somebody by the name of their account."""

    default_error_messages = {"nobody": _("Nobody signs in here with this name. Ask them how it is written.")}

    def clean(self, value: Any) -> Any:
        """Return the person."""
        text = super().clean(value)
        found = person_named(text) if text else None
        if text and found is None:
            raise forms.ValidationError(self.error_messages["nobody"])
        return found


class OpenForm(OutlineForm):
    """A new roundtable: where, with which first facilitator, and how much of it is shown."""

    place = PlaceField(label=_("Place"))
    facilitator = PersonField(label=_("Facilitator"), max_length=60, help_text=_("The name of their account here."))
    profile = profile_field(initial=Profile.DISCREET)

    field_order = ("name", "place", "facilitator", "purpose", "causes", "terms", "quorum", "secretariat", "profile")


class CloseForm(forms.Form):
    """Why a roundtable ends."""

    reason = forms.CharField(label=_("Why"), max_length=LONGEST_PURPOSE, widget=forms.Textarea(attrs={"rows": 4}))


class SeatForm(forms.Form):
    """A new seat."""

    organisation = OrganisationField(
        label=_("Organisation"),
        help_text=_("Its name; or, where it does not show itself, the address of its page, which it can give you."),
    )
    role = forms.ChoiceField(label=_("Side"), choices=SeatRole.choices, widget=forms.RadioSelect)
    post = forms.CharField(
        label=_("Post"), max_length=160, required=False, help_text=_("Only for institutions: the post that sits here.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, OrganisationField)
        field.person = person

    def clean(self) -> dict[str, Any]:
        """Find the post among those of the organisation."""
        said: dict[str, Any] = super().clean() or {}
        title, organisation = said.get("post"), said.get("organisation")
        if title and organisation:
            posts = list(Post.objects.filter(organisation=organisation, ended_on=None))
            fitting = [post for post in posts if folded(title) in folded(post.title)]
            same = [post for post in fitting if folded(post.title) == folded(title)]
            if len(same or fitting) != 1:
                titles = "; ".join(post.title for post in posts) or gettext("none yet")
                self.add_error("post", gettext("Write one of its posts: %s") % titles)
            else:
                said["post"] = (same or fitting)[0]
        elif not title:
            said["post"] = None
        return said


class StaffForm(forms.Form):
    """Somebody who is to run the roundtable."""

    person = PersonField(label=_("Name of their account"), max_length=60)
    role = forms.ChoiceField(label=_("As"), choices=StaffRole.choices, widget=forms.RadioSelect)


class SeatsField(forms.ModelMultipleChoiceField[Seat]):
    """Seats, called by organisation and post."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return organisation and post."""
        assert isinstance(obj, Seat)
        return f"{obj.organisation.name} ({obj.post.title})" if obj.post else obj.organisation.name


class GroupForm(forms.Form):
    """A working group."""

    name = forms.CharField(label=_("Name"), max_length=120)
    seats = SeatsField(label=_("Who works in it"), queryset=Seat.objects.none())
    is_public = forms.BooleanField(
        label=_("What this group does is public"),
        required=False,
        help_text=_("Otherwise only the roundtable sees its sessions and minutes."),
    )

    def __init__(self, *args: Any, roundtable: Roundtable, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seats"]
        assert isinstance(field, SeatsField)
        field.queryset = live_seats(roundtable)
        if not is_new:
            del self.fields["name"]
