"""What the gallery page shows: every component with made-up content, in all its states."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.web import icons, marks
from tejido.ground.web.charts import Point, Series
from tejido.ground.web.fields import DayField
from tejido.ground.web.pending import Pending
from tejido.ground.web.tables import Table

TODAY = date(2026, 11, 2)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As people know it."), max_length=80)
    story = forms.CharField(label=gettext_lazy("What happens there"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Choose one")), ("a", gettext_lazy("Community improvement"))],
    )
    begins = DayField(
        label=gettext_lazy("Begins on"), required=False, help_text=gettext_lazy("A day, for example 2026-05-31.")
    )
    people = forms.IntegerField(label=gettext_lazy("How many take part"), required=False)
    profile = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=[("open", gettext_lazy("Everybody")), ("discreet", gettext_lazy("Only the municipality is told"))],
        help_text=gettext_lazy("You can change it at any time."),
    )
    causes = forms.MultipleChoiceField(
        label=gettext_lazy("Causes that it works on"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", gettext_lazy("Corruption")), ("b", gettext_lazy("Weak policing"))],
        required=False,
    )
    evidence = forms.FileField(label=gettext_lazy("A picture or a PDF"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("I have read what is shown of it"))


@dataclass(frozen=True)
class Event:
    """A line of a history."""

    day: date
    words: str
    text: str = ""
    url: str = ""
    icon: str = ""
    tone: str = ""


def context() -> dict[str, object]:
    """Return what the gallery template needs."""
    return {
        "empty_form": SampleForm(prefix="empty"),
        "wrong_form": SampleForm({"wrong-name": "x" * 90, "wrong-begins": "31 de mayo"}, prefix="wrong"),
        "badges": _badges(),
        "icon_names": icons.names(),
        "causes": ["corruption", "weak_policing", "lack_of_public_space"],
        "cause_marks": marks.words("cause"),
        "table": _table(),
        "wide_table": Table(
            _("Homicides a year"),
            [_("Place"), *(str(year) for year in range(2010, 2025))],
            [["Ejemplo", *range(120, 135)], ["Otro", *range(20, 35)]],
            numbers=range(1, 16),
            scrolls=True,
        ),
        "series": _series(),
        "counts": [4, 7, None, 6, 9, 12, 8],
        "events": _events(),
        "facts": [(_("Made"), 20), (_("Kept"), 7), (_("Late"), 3), (_("Broken"), 1)],
        "terms": [(_("Owner"), _("Municipal police (example)")), (_("First date"), "31/03/2026")],
        "waiting": [
            Pending(_("Say how your commitment goes"), "#", TODAY, date(2026, 10, 28), _("Roundtable (example)")),
            Pending(_("Check two pieces of evidence"), "#", TODAY, date(2026, 11, 9)),
            Pending(_("Answer a request to join"), "#", TODAY),
        ],
        "today": TODAY,
        "steps": [_("What it is"), _("Where"), _("Who may see it")],
    }


def _badges() -> list[tuple[str, str, str]]:
    return [
        (_("Proposed"), "state-proposed", "plain"),
        (_("Unconfirmed"), "state-unconfirmed", "quiet"),
        (_("Accepted"), "state-accepted", "plain"),
        (_("Under way"), "state-under_way", "accent"),
        (_("Done, according to its owner"), "state-done", "plain"),
        (_("Verified by citizens"), "state-verified", "kept"),
        (_("Late"), "state-late", "late"),
        (_("Broken"), "state-broken", "late"),
        (_("Withdrawn"), "state-withdrawn", "quiet"),
        (_("Carried over"), "state-carried", "plain"),
    ]


def _table() -> Table:
    return Table(
        _("Commitments by institution (example)"),
        [_("Institution"), _("Made"), _("Kept"), _("Late")],
        [[_("Municipal police (example)"), 12, 5, 2], [_("Prosecutor's office (example)"), 8, 2, 1]],
        numbers=(1, 2, 3),
    )


def _series() -> Series:
    values = [41.2, 38.0, None, 35.5, 36.1, 30.4, 28.9]
    return Series(
        title=_("Homicides (example)"),
        unit=_("per 100,000 people"),
        points=[
            Point(str(2018 + i), value, None if value is None else value - 4, None if value is None else value + 5)
            for i, value in enumerate(values)
        ],
        sentence=_("They fell from 41.2 in 2018 to 28.9 in 2024; 2020 is not known."),
        source=_("invented for this page"),
        note=_("The band is where the true rate lies with 95 % certainty."),
    )


def _events() -> list[Event]:
    return [
        Event(
            TODAY, _("Verified by citizens"), _("Two organisations saw the lamps lit."), "#", "state-verified", "kept"
        ),
        Event(date(2026, 9, 1), _("Late"), "", "", "state-late", "late"),
        Event(date(2026, 6, 1), _("Given another date"), _("From 1 August to 31 August: the lamps had not come.")),
        Event(date(2026, 3, 2), _("Proposed"), "", "", "state-proposed"),
    ]
