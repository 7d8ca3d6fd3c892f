"""What a funder offers, as somebody gave it, and what of it cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tejido.engines.allocation.allocating import Rule, Rules
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import Vote
from tejido.engines.allocation.ties import Ties
from tejido.engines.allocation.utilities import Utility
from tejido.ground.places.models import Place
from tejido.ground.places.tables import COUNTRY
from tejido.ground.places.vocabulary import Cause, Grade
from tejido.ground.web.acting import Refused
from tejido.stages.funding.models.call import Constraint
from tejido.stages.funding.vocabulary.calls import Currency, Decision, GroupOf

NOTICE = timedelta(days=3)
"""Between the announcement and the first day of a call: see docs/decisions/0025."""
LONGEST = timedelta(days=730)
TITLE_LENGTH = 160
ABOUT_LENGTH = 6000
MOST_PLACES = 60
MOST_GROUPS = 40
MOST_MONEY = 10**14  # hundredths: a million million
MOST_MONTHS = 120
MOST_CHOICES = 50
PANEL_ALONE = frozenset({Decision.PANEL, Decision.LOT})
FITTING: Mapping[str, tuple[str, ...]] = {
    Vote.APPROVAL: (Utility.COST, Utility.CARDINALITY),
    Vote.CHOOSE_ONE: (Utility.COST, Utility.CARDINALITY),
    Vote.ORDINAL: (Utility.BORDA, Utility.COST, Utility.CARDINALITY),
    Vote.CUMULATIVE: (Utility.SCORE, Utility.COST, Utility.CARDINALITY),
    Vote.SCORING: (Utility.SCORE, Utility.COST, Utility.CARDINALITY),
}
"""Which gain the ballots of a kind can tell of."""


class BadTerms(Refused):
    """Something about the call cannot be; `field` tells what."""

    message = _("Choose one of the list.")


@dataclass(frozen=True)
class Terms:
    """A call as somebody gave it; `checked` makes it fit to keep. Amounts are hundredths of `currency`.

    No `places` means the whole country, no `causes` all of them. `rules` are keyword arguments of the engine's `Rules`;
    the seed of the lot is drawn by the site.
    """

    title: str
    total: int
    opens_on: date
    closes_on: date
    reviewed_by: date
    decided_by: date
    votes_from: date | None = None
    votes_until: date | None = None
    about: str = ""
    places: Sequence[Place] = ()
    causes: Sequence[str] = ()
    currency: str = Currency.MXN
    least: int = 0
    most: int | None = None
    months_existed: int = 6
    needs_verified: bool = True
    decision: str = Decision.BALLOT
    takes_online: bool = True
    vote: str = Vote.APPROVAL
    most_choices: int | None = None
    rules: Mapping[str, Any] = field(default_factory=lambda: dict(EQUAL_SHARES))
    groups: Sequence[Constraint] = ()
    foreign_programme: str = ""


EQUAL_SHARES: Mapping[str, Any] = {
    "rule": str(Rule.EQUAL_SHARES),
    "utility": str(Utility.COST),
    "completion": str(Completion.ADD1U),
    "stop": str(Stop.EXHAUSTIVE),
    "skip": True,
    "ties": str(Ties.LOT),
    "threshold": 0,
}
"""The usual rules of the allocation: equal shares, steps of one until the money is used, the rest by points."""


def checked(given: Terms) -> Terms:
    """Return `given` in the form in which it is kept. Raises BadTerms."""
    _check_words(given)
    _check_money(given)
    _check_days(given)
    if given.decision not in Decision.values:
        raise BadTerms(field="decision")
    kept = replace(
        given,
        title=" ".join(given.title.split()),
        about=given.about.strip(),
        causes=sorted(set(given.causes)),
        foreign_programme=given.foreign_programme.strip(),
    )
    if given.decision in PANEL_ALONE:
        return replace(kept, votes_from=None, votes_until=None, most_choices=None, rules={}, groups=())
    _check_vote(kept)
    _check_groups(kept)
    return replace(kept, rules=_whole_rules(kept))


def check_notice(opens_on: date, today: date) -> None:
    """Raise BadTerms where a call that is announced today would open too soon for people to hear of it."""
    if opens_on < today + NOTICE:
        raise BadTerms(
            _("A call is announced at least three days before it opens. Move its first day, and those after it."),
            field="opens_on",
        )


def narrowest(places: Sequence[Place]) -> str:
    """Return the key of the smallest place that holds all of these; the country where there are none."""
    keys = {place.pk for place in places}
    if len(keys) == 1:
        return next(iter(keys))
    states = {key[:2] for key in keys}
    return next(iter(states)) if len(states) == 1 else COUNTRY


def _check_words(given: Terms) -> None:
    if not given.title.strip():
        raise BadTerms(_("Write a title."), field="title")
    if len(given.title.strip()) > TITLE_LENGTH:
        raise BadTerms(_("The title is longer than 160 characters. Write it shorter."), field="title")
    if len(given.about) > ABOUT_LENGTH:
        raise BadTerms(_("This text is longer than 6,000 characters. Write it shorter."), field="about")
    if len(given.places) > MOST_PLACES:
        raise BadTerms(_("Name at most 60 places, or the states that hold them."), field="places")
    if not set(given.causes) <= set(Cause.values):
        raise BadTerms(field="causes")
    if len(given.foreign_programme) > 80:
        raise BadTerms(_("This text is longer than 80 characters. Write it shorter."), field="foreign_programme")


def _check_money(given: Terms) -> None:
    if not 0 < given.total <= MOST_MONEY:
        raise BadTerms(_("Write how much money there is in all; it has to be more than nothing."), field="total")
    if given.currency not in Currency.values:
        raise BadTerms(field="currency")
    if not 0 <= given.least <= given.total:
        raise BadTerms(_("The least that can be asked for lies between nothing and the total."), field="least")
    if given.most is not None and not max(given.least, 1) <= given.most <= given.total:
        raise BadTerms(_("The most that can be asked for lies between the least and the total."), field="most")
    if not 0 <= given.months_existed <= MOST_MONTHS:
        raise BadTerms(_("Write a number of months from 0 to 120."), field="months_existed")


def _check_days(given: Terms) -> None:
    if given.closes_on < given.opens_on:
        raise BadTerms(_("The last day to apply lies before the first one."), field="closes_on")
    if given.reviewed_by <= given.closes_on:
        raise BadTerms(_("Reviews begin once the call has closed: choose a later day."), field="reviewed_by")
    last = given.reviewed_by
    if given.decision not in PANEL_ALONE:
        if given.votes_from is None or given.votes_from <= given.reviewed_by:
            raise BadTerms(_("People vote after it was said who was admitted: choose a later day."), field="votes_from")
        if given.votes_until is None or given.votes_until < given.votes_from:
            raise BadTerms(_("The last day to vote lies before the first one."), field="votes_until")
        last = given.votes_until
    if given.decided_by <= last:
        raise BadTerms(_("The result comes after all else: choose a later day."), field="decided_by")
    if given.decided_by - given.opens_on > LONGEST:
        raise BadTerms(_("A call ends within two years. Look at the years again."), field="decided_by")


def _check_vote(given: Terms) -> None:
    if given.vote not in FITTING:
        raise BadTerms(field="vote")
    if given.vote == Vote.CHOOSE_ONE and given.most_choices not in {None, 1}:
        raise BadTerms(_("Here everybody chooses one."), field="most_choices")
    if given.most_choices is not None and not 1 <= given.most_choices <= MOST_CHOICES:
        raise BadTerms(_("Write a number from 1 to 50, or leave it empty."), field="most_choices")


def _check_groups(given: Terms) -> None:
    if len(given.groups) > MOST_GROUPS:
        raise BadTerms(_("At most 40 of these can be set."), field="groups")
    for one in given.groups:
        known = {GroupOf.CAUSE: Cause.values, GroupOf.GRADE: [str(grade) for grade in Grade.values]}
        is_place = one.of == GroupOf.PLACE and one.key.isdigit() and len(one.key) in {2, 5}
        if not is_place and one.key not in known.get(GroupOf(one.of), []):
            raise BadTerms(field="groups")
        least, most = one.least or 0, given.total if one.most is None else one.most
        if not 0 <= least <= most <= given.total:
            raise BadTerms(_("The least and the most of a group lie between nothing and the total."), field="groups")
    if sum(one.least or 0 for one in given.groups if one.of == GroupOf.GRADE) > given.total:
        raise BadTerms(_("Together the groups must get more than there is."), field="groups")


def _whole_rules(given: Terms) -> dict[str, Any]:
    """Return every argument of the engine's rules but the seed, so that nothing is left to a default."""
    said = {**EQUAL_SHARES, **{name: value for name, value in given.rules.items() if name != "seed"}}
    try:
        made = Rules(
            rule=Rule(said["rule"]),
            utility=Utility(said["utility"]),
            completion=Completion(said["completion"]),
            stop=Stop(said["stop"]),
            ties=Ties(said["ties"]),
            skip=bool(said["skip"]),
            threshold=int(said["threshold"]),
        )
    except (KeyError, ValueError) as problem:
        raise BadTerms(field="rule") from problem
    if made.rule is Rule.EQUAL_SHARES and made.utility not in FITTING[given.vote]:
        raise BadTerms(_("These ballots do not say what this measure of gain asks for."), field="utility")
    kept = {name: str(value) if isinstance(value, str) else value for name, value in asdict(made).items()}
    del kept["seed"]
    return kept
