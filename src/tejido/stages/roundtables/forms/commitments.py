"""Forms to make commitments and to change what they say. They read what was typed; actions check what may be."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.places.vocabulary import Cause
from tejido.stages.initiatives.models import Need
from tejido.stages.roundtables.actions.commitments import Details, Promise
from tejido.stages.roundtables.disclosure import HUNDREDTHS
from tejido.stages.roundtables.models import Commitment, Meeting, Roundtable, Seat

LONGEST_TEXT = 2000


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """Return a field for a day, with the browser's own calendar where it has one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget, required=required)


def words_field(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Return a field for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=required, max_length=LONGEST_TEXT)


class SeatChoice(forms.ModelChoiceField[Seat]):
    """A seat of the roundtable: an organisation, or an institution with its post."""

    def label_from_instance(self, obj: Any) -> str:
        """Return how the seat is called."""
        return f"{obj.organisation} · {obj.post.title}" if obj.post else str(obj.organisation)


class MeetingChoice(forms.ModelChoiceField[Meeting]):
    """A meeting of the roundtable, by its number and day."""

    def label_from_instance(self, obj: Any) -> str:
        """Return how the meeting is called."""
        return f"{obj.number} · {date_format(obj.day(obj.roundtable.zone))}"


class NeedsChoice(forms.ModelMultipleChoiceField[Need]):
    """Needs that initiatives stated."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the need with its initiative."""
        return f"{obj.text} ({obj.initiative})"


class OrganisationsChoice(forms.ModelMultipleChoiceField[Organisation]):
    """Organisations that sit at the roundtable."""


def seats_of(roundtable: Roundtable) -> Any:
    """Return the seats that can own a commitment."""
    seats = Seat.objects.filter(roundtable=roundtable, ended_on=None).select_related("organisation", "post")
    return seats.order_by("organisation__name", "id")


def needs_near(roundtable: Roundtable) -> Any:
    """Return the open public needs of initiatives where the roundtable works."""
    place = roundtable.place
    near = {"initiative__place__in": [place.pk, place.parent_id]} if place.parent_id else {}
    open_ones = Need.objects.filter(met_on=None, withdrawn_on=None, initiative__profile="open", **near)
    return open_ones.exclude(initiative__state="draft").select_related("initiative").order_by("initiative__title", "id")


class DetailsForm(forms.Form):
    """What a commitment is about and how it is measured; all of it may be left out."""

    causes = forms.MultipleChoiceField(
        label=_("Causes that it addresses"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = NeedsChoice(
        label=_("Needs that it answers"),
        queryset=Need.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    co_owners = OrganisationsChoice(
        label=_("Organisations that share it"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    indicator = forms.CharField(
        label=_("How it is measured"),
        max_length=160,
        required=False,
        help_text=_("For example: street lights that work"),
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False, help_text=_("For example: lights, officers"))
    baseline = forms.DecimalField(label=_("Number at the start"), required=False, max_digits=14, decimal_places=2)
    target = forms.DecimalField(label=_("Number to be reached"), required=False, max_digits=14, decimal_places=2)
    current = forms.DecimalField(label=_("Number now"), required=False, max_digits=14, decimal_places=2)
    cost = forms.DecimalField(label=_("Cost in pesos"), required=False, min_value=0, max_digits=14, decimal_places=2)

    DETAILS = ("causes", "needs", "co_owners", "indicator", "unit", "baseline", "target", "current", "cost")

    def __init__(self, *args: Any, roundtable: Roundtable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roundtable = roundtable
        seated = seats_of(roundtable).values("organisation")
        self.fields["co_owners"].queryset = Organisation.objects.filter(pk__in=seated)  # type: ignore[attr-defined]
        self.fields["needs"].queryset = needs_near(roundtable)  # type: ignore[attr-defined]
        if not self.fields["needs"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["needs"]

    @property
    def essentials(self) -> list[forms.BoundField]:
        """The fields that come first."""
        return [field for field in self.visible_fields() if field.name not in self.DETAILS]

    @property
    def particulars(self) -> list[forms.BoundField]:
        """The fields that may all be left out."""
        return [field for field in self.visible_fields() if field.name in self.DETAILS]

    @property
    def is_wrong_in_particulars(self) -> bool:
        """Whether one of those has to be put right."""
        return any(field.errors for field in self.particulars)

    @property
    def with_problems(self) -> list[tuple[forms.BoundField, Any]]:
        """The fields that have to be put right, for the summary above the form."""
        return [(field, field.errors) for field in self.visible_fields() if field.errors]

    def details(self, places: Iterable[Any] = ()) -> Details:
        """Return what was typed."""
        said = self.cleaned_data
        cost = said["cost"]
        return Details(
            co_owners=list(said["co_owners"]),
            needs=list(said.get("needs", ())),
            places=list(places),
            causes=said["causes"],
            indicator=said["indicator"],
            unit=said["unit"],
            baseline=said["baseline"],
            target=said["target"],
            current=said["current"],
            cost=None if cost is None else int(cost * HUNDREDTHS),
        )


class ProposeForm(DetailsForm):
    """A new commitment."""

    text = words_field(
        _("What is promised"),
        _("One thing that can be seen to be done. Name no persons: it goes into the public record."),
    )
    seat = SeatChoice(label=_("Who answers for it"), queryset=Seat.objects.none())
    due_on = day_field(_("By when"))
    meeting = MeetingChoice(label=_("The meeting it comes from"), queryset=Meeting.objects.none())
    source = forms.CharField(
        label=_("Where it is written, if its owner does not sign in"),
        max_length=200,
        required=False,
        help_text=_(
            "Minutes or letter with its number. Then the commitment is written down on the owner's behalf: it has ten "
            "business days to correct it, and its silence reads “unconfirmed”."
        ),
    )
    field_order = ("text", "seat", "due_on", "meeting", "source")

    def __init__(self, *args: Any, roundtable: Roundtable, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, roundtable=roundtable, **kwargs)
        self.fields["seat"].queryset = seats_of(roundtable)  # type: ignore[attr-defined]
        held = Meeting.objects.filter(roundtable=roundtable, starts_at__lte=now).exclude(state="cancelled")
        held = held.select_related("roundtable").order_by("-starts_at")
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]
        latest = held.first()
        if latest:
            self.fields["meeting"].initial = latest.pk

    def promise(self) -> Promise:
        """Return what was typed."""
        said = self.cleaned_data
        seat = said["seat"]
        return Promise(
            meeting=said["meeting"],
            text=said["text"],
            owner=seat.organisation,
            owner_post=seat.post if seat.organisation.kind == Kind.INSTITUTION else None,
            due_on=said["due_on"],
            details=self.details(),
        )


class EditForm(DetailsForm):
    """The details of a commitment, and its words as long as its owner has not answered."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = words_field(_("What is promised"))
    field_order = ("text",)

    def __init__(self, *args: Any, commitment: Commitment, may_reword: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(commitment))
        super().__init__(*args, roundtable=commitment.roundtable, **kwargs)
        if not may_reword:
            del self.fields["text"]
        owner = self.fields["co_owners"]
        owner.queryset = owner.queryset.exclude(pk=commitment.owner_id)  # type: ignore[attr-defined]


def initial_of(commitment: Commitment) -> dict[str, Any]:
    """Return what the form of a commitment begins with."""
    return {
        "version": commitment.version,
        "text": commitment.text,
        "causes": commitment.causes,
        "needs": [it.pk for it in commitment.needs.all()],
        "co_owners": [it.pk for it in commitment.co_owners.all()],
        "indicator": commitment.indicator,
        "unit": commitment.unit,
        "baseline": commitment.baseline,
        "target": commitment.target,
        "current": commitment.current,
        "cost": None if commitment.cost is None else Decimal(commitment.cost) / HUNDREDTHS,
    }


def differing(form: EditForm, stands: Commitment) -> list[tuple[Any, str, str]]:
    """Return label, what stands now, and what was typed, for each field in which the two differ."""
    now, rows = initial_of(stands), []
    for name, field in form.fields.items():
        if name == "version" or name not in form.cleaned_data:
            continue
        typed, there = _plain(form.cleaned_data[name]), _plain(now[name])
        if typed != there:
            rows.append((field.label, _in_words(field, there), _in_words(field, typed)))
    return rows


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | Decimal) or value is None:
        return value or (0 if value == 0 and value is not None and not isinstance(value, str) else None)
    return sorted(str(getattr(item, "pk", item)) for item in value) or None


def _in_words(field: forms.Field, value: Any) -> str:
    if value is None:
        return "—"
    if not isinstance(value, list):
        return str(value)
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    return ", ".join(choices.get(str(item), str(item)) for item in value)
