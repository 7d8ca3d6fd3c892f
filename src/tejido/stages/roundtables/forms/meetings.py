"""Forms of meetings and minutes. Dates and hours are those of the roundtable's place: set its zone around the view."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.stages.roundtables.actions.editing import LONGEST
from tejido.stages.roundtables.actions.meetings import Plan
from tejido.stages.roundtables.forms.roundtables import SeatsField
from tejido.stages.roundtables.models import AgendaItem, Meeting, Roundtable, Seat, WorkingGroup
from tejido.stages.roundtables.pasting import LONGEST as LONGEST_PASTED
from tejido.stages.roundtables.queries.agenda import agenda_of, title_shown
from tejido.stages.roundtables.queries.meetings import HELD, title_of
from tejido.stages.roundtables.queries.roundtables import live_groups, seats_of_meeting


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and an hour, each with its own name for screen readers."""

    def __init__(self) -> None:
        super().__init__(
            date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Name both parts in the language of the page."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], (gettext("Day"), gettext("Hour")), strict=True):
            part["attrs"]["aria-label"] = label
        return context


def pasted_field() -> forms.CharField:
    """Return the box for a chat or old minutes."""
    return forms.CharField(
        label=_("Paste a chat or old minutes"),
        max_length=LONGEST_PASTED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_(
            "An exported WhatsApp chat or any text. It becomes proposals that you accept one by one; the text itself is"
            " not kept, and names and numbers of the people in a chat are left out."
        ),
    )


class WhereForm(forms.Form):
    """When and where a meeting is."""

    starts_at = forms.SplitDateTimeField(label=_("Day and hour"), widget=MomentWidget)
    venue = forms.CharField(
        label=_("Where"), max_length=200, required=False, help_text=_("A place anybody finds. No private address.")
    )


class PlanForm(WhereForm):
    """Everything that a meeting needs, on one page."""

    duration = forms.IntegerField(label=_("Minutes it lasts"), min_value=15, max_value=600, initial=90)
    group = forms.ModelChoiceField(
        label=_("Of"), queryset=WorkingGroup.objects.none(), required=False, empty_label=_("the whole roundtable")
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "One point a line, in order. If you like, add after a bar: minutes, “decisión”, and the organisation that"
            " brings it. Example: Alumbrado de la cancha | 20 min | decisión | Vecinas del Parque"
        ),
    )
    pasted = pasted_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, roundtable: Roundtable, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset = live_groups(roundtable, is_inside=True)
        if meeting is not None or not group.queryset.exists():
            del self.fields["group"]
        if meeting is None:
            del self.fields["version"]
        elif meeting.called_on is not None:
            del self.fields["starts_at"], self.fields["venue"], self.fields["duration"]
        self.meeting = meeting

    def plan(self) -> Plan:
        """Return what was typed; what has been called keeps its date and place."""
        said, meeting = self.cleaned_data, self.meeting
        return Plan(
            starts_at=said["starts_at"] if "starts_at" in said else _of(meeting).starts_at,
            venue=said.get("venue", _of(meeting).venue if meeting else ""),
            duration=said.get("duration", _of(meeting).duration if meeting else 90),
            agenda=said["agenda"],
            group=said.get("group"),
        )


def _of(meeting: Meeting | None) -> Meeting:
    assert meeting is not None
    return meeting


class MoveForm(WhereForm):
    """Another date or place, and why."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, is_called: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_called:
            del self.fields["reason"]


class ReasonForm(forms.Form):
    """Why something is cancelled or corrected."""

    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class _PointsField(forms.ModelMultipleChoiceField[AgendaItem]):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        assert isinstance(obj, AgendaItem)
        return title_shown(obj)


class HoldForm(forms.Form):
    """Who was at a meeting, by organisation, and which points were treated."""

    present = SeatsField(label=_("Which organisations were there?"), queryset=Seat.objects.none(), required=False)
    treated = _PointsField(
        label=_("Which points were treated?"),
        queryset=AgendaItem.objects.none(),
        required=False,
        help_text=_("The others are carried over to the next session."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("present", seats_of_meeting(meeting)), ("treated", agenda_of(meeting))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = rows


class MinutesForm(forms.Form):
    """The text of minutes."""

    text = forms.CharField(
        label=_("Minutes"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_(
            "Begin an entry with Acuerdo:, Discusión:, Información: or Compromiso:, and leave an empty line between"
            " entries. Name organisations and posts, no persons."
        ),
    )
    pasted = pasted_field()
    edition = forms.IntegerField(widget=forms.HiddenInput)


class ObjectionForm(forms.Form):
    """What is wrong in proposed minutes."""

    organisation = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Organisation.objects.none(), empty_label=None
    )
    text = forms.CharField(
        label=_("What is wrong, and how it should read"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_among(self.fields["organisation"], organisations)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    answer = forms.CharField(
        label=_("What was changed, or why not"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class _MeetingField(forms.ModelChoiceField[Meeting]):
    def label_from_instance(self, obj: Any) -> str:
        assert isinstance(obj, Meeting)
        return title_of(obj)


class AdoptForm(forms.Form):
    """At which session minutes were adopted."""

    at = _MeetingField(label=_("Adopted at"), queryset=Meeting.objects.none(), empty_label=None)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["at"]
        assert isinstance(field, _MeetingField)
        later = Meeting.objects.filter(roundtable=meeting.roundtable, starts_at__gt=meeting.starts_at, state__in=HELD)
        field.queryset = later.select_related("roundtable", "group").order_by("starts_at")


class NoteForm(forms.Form):
    """A note for the citizens' side."""

    organisation = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Organisation.objects.none(), empty_label=None
    )
    text = forms.CharField(label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_among(self.fields["organisation"], organisations)


def _choose_among(field: forms.Field, organisations: list[Organisation]) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Organisation.objects.filter(pk__in=[it.pk for it in organisations])
    if len(organisations) == 1:
        field.initial = organisations[0].pk
