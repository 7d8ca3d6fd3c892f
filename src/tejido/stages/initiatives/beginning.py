"""The first steps of an initiative on one sheet: what to do in the first weeks, what it costs, whom to ask.

Written for whoever begins with three neighbours and nothing else. Amounts are rough, in pesos of 2026, from what
neighbourhood groups commonly spend; offices are named by what they do, since their names differ from place to place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.initiatives.vocabulary import Kind


@dataclass(frozen=True)
class Step:
    """One thing to do, and how."""

    title: str | Promise
    how: str | Promise


@dataclass(frozen=True)
class Sheet:
    """What is printed for who begins."""

    steps: Sequence[Step]
    money: Sequence[str | Promise]
    permits: Sequence[str | Promise]
    care: Sequence[str | Promise]


FIND_THREE = Step(
    _("Find two more"),
    _(
        "Speak with two people whom you trust, face to face and not in a large chat group. Agree on one thing that can "
        "be better in eight weeks, and on what you will not do."
    ),
)
MEET = {
    Profile.OPEN: Step(
        _("Call a first meeting"),
        _(
            "One hour, in a place that everybody knows: the school, the parish, a courtyard. Three points: what hurts, "
            "what we do about it, who does what until next week. Write down the three answers."
        ),
    ),
    Profile.DISCREET: Step(
        _("Hold a first meeting, by invitation"),
        _(
            "One hour, at a place where people go anyway, told by word of mouth. Three points: what hurts, what we do "
            "about it, who does what until next week. No list of names, no photos."
        ),
    ),
    Profile.PROTECTED: Step(
        _("Meet in twos and threes"),
        _(
            "Not all at once, and never twice at the same place and hour. Agree on who knows what. Nothing about it in "
            "chats, no lists, no photos; write down only what you would show to anybody."
        ),
    ),
}
FIRST_WORK: Mapping[Kind, Step] = {
    Kind.COMMUNITY: Step(
        _("Do one small thing in the open"),
        _(
            "Two hours on a Saturday: sweep, paint, light a corner. Take a photo before and after, without faces. Who "
            "came by and asked is the next to invite."
        ),
    ),
    Kind.SECURITY: Step(
        _("Write down what you see for four weeks"),
        _(
            "Lamps that are out, patrols that pass, calls that nobody answered: day and place, no names and no plates. "
            "With that sheet ask the head of the sector for a first talk."
        ),
    ),
    Kind.SERVICE: Step(
        _("Help three people before you announce it"),
        _(
            "Accompany, teach or listen to three, and ask each what helped and what did not. Only then put up a notice "
            "with days and hours."
        ),
    ),
    Kind.ACCOUNTABILITY: Step(
        _("Ask for one document"),
        _(
            "Choose one thing that can be counted: patrols, lamps, a contract. Ask for its papers by the transparency "
            "law, keep the number of the request, and compare with what is there."
        ),
    ),
}
MONEY: Mapping[Kind, Sequence[str | Promise]] = {
    Kind.COMMUNITY: (
        _("Brushes, lime paint and bags for one Saturday: 800 to 1,500 pesos"),
        _("One lamp with a sensor: 400 to 900 pesos; ask the shops of the street first"),
        _("Water and something to eat for twenty: 600 pesos"),
    ),
    Kind.SECURITY: (
        _("Copies and a notebook: 150 pesos"),
        _("Whistles or a bell for one street: 300 to 600 pesos"),
    ),
    Kind.SERVICE: (
        _("A table, chairs and a fan are lent: ask the school or the parish"),
        _("Fares of those who accompany: 200 to 500 pesos a month"),
        _("Posters and copies: 300 pesos"),
    ),
    Kind.ACCOUNTABILITY: (
        _("Information requests are free; copies cost some pesos a sheet, the first twenty usually nothing"),
        _("Fares to the offices: 200 pesos a month"),
    ),
}
PERMITS: Mapping[Kind, Sequence[str | Promise]] = {
    Kind.COMMUNITY: (
        _("To work on a park, a pitch or a pavement: a letter to public works or parks of the municipality"),
        _("To close a street for some hours: traffic department, ten days before"),
        _("For electricity of the street: public lighting of the municipality; never connect by yourselves"),
    ),
    Kind.SECURITY: (
        _("To meet and to ask you need no permit (Constitution, articles 8 and 9)"),
        _("A neighbourhood committee is registered with citizen participation of the municipality; it may help, it "
          "is no duty"),
    ),
    Kind.SERVICE: (
        _("To use a community centre: its administration, in writing, and keep the stamped copy"),
        _("Food, care of children or health: ask the municipal DIF and the health authority before you begin"),
    ),
    Kind.ACCOUNTABILITY: (
        _("You need no permit and give no reason to ask for information (Constitution, article 6)"),
        _("Photos of public works from the street are allowed; of persons ask first"),
    ),
}  # fmt: skip
CARE: Mapping[Profile, Sequence[str | Promise]] = {
    Profile.OPEN: (_("Agree on one person who answers questions, and change who it is every few months."),),
    Profile.DISCREET: (
        _("Tell days and places only to those who come."),
        _("Photos show what was done, not who did it."),
        _("Whoever feels watched says so, and everybody stops for a while: nothing is worth a person."),
    ),
    Profile.PROTECTED: (
        _("Speak first with an organisation that has experience with threats, or with the protection mechanism."),
        _("Nothing of this belongs on a phone. Burn or keep this sheet where nobody looks."),
        _("Nobody begins alone, and nobody is reproached for stopping."),
    ),
}


def sheet_for(kind: str, profile: str) -> Sheet:
    """Return the sheet for who begins something of this kind and is shown this much."""
    what, how = Kind(kind), Profile(profile)
    steps = (FIND_THREE, MEET[how], FIRST_WORK[what])
    return Sheet(steps=steps, money=MONEY[what], permits=PERMITS[what], care=CARE[how])
