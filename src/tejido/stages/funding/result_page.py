"""The page of a result: who was chosen and who was not, why, and how anybody can check it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tejido.engines.allocation.allocating import Rule
from tejido.ground.organisations.profiles import Output, is_secret
from tejido.ground.people.models import Person
from tejido.ground.web.tables import Table
from tejido.stages.funding.models import Allocation, Application, BroughtIn, Call, Scrutineer
from tejido.stages.funding.money import told_of, written
from tejido.stages.funding.pictures import money_bar
from tejido.stages.funding.policies import allocations as policies
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries import results as queries
from tejido.stages.funding.queries.elections import contenders
from tejido.stages.funding.vocabulary.allocations import Recount
from tejido.stages.funding.vocabulary.calls import Decision
from tejido.stages.funding.voting_page import page_of as voting_page
from tejido.stages.funding.why import why_of

FIRST = 20
"""Rows of each kind on the page itself; all of them stand on the list of projects."""


@dataclass(frozen=True)
class Row:
    """One application as the page shows it; `name` is empty where it is not shown any more."""

    number: int
    name: str
    url: str
    place: str
    amount: str
    votes: str
    won: bool
    why: Sequence[str] = ()


@dataclass
class Page:
    """What the page of a result shows to one person on one day."""

    call: Call
    allocation: Allocation | None
    person: Person | None
    today: date

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """The result as it was computed; not for the page where ballots are not published."""
        return json.loads(self.allocation.result_file) if self.allocation else {}

    @cached_property
    def applications(self) -> Mapping[int, Application]:
        """All that were admitted, by their numbers."""
        rows = contenders(self.call).exclude(number=None)
        found = {one.number: one for one in rows if one.number is not None}
        for one in found.values():
            one.call = self.call
        return found

    @cached_property
    def winners(self) -> Sequence[Row]:
        """Those that were chosen, in the order in which they were."""
        numbers = self.allocation.numbers if self.allocation else []
        return [self.row(self.applications[one]) for one in numbers if one in self.applications]

    @cached_property
    def losers(self) -> Sequence[Row]:
        """Those that were not, those with most votes first."""
        chosen = {row.number for row in self.winners}
        rest = [one for number, one in self.applications.items() if number not in chosen]
        return [self.row(one) for one in sorted(rest, key=lambda it: (-self._votes(it)[1], it.number or 0))]

    @property
    def first_winners(self) -> Sequence[Row]:
        """Those of the winners that stand on the page itself."""
        return self.winners[:FIRST]

    @property
    def first_losers(self) -> Sequence[Row]:
        """Those of the others that stand on the page itself."""
        return self.losers[:FIRST]

    @property
    def is_long(self) -> bool:
        """Whether more projects were admitted than stand on the page."""
        return len(self.winners) > FIRST or len(self.losers) > FIRST

    @property
    def votes_head(self) -> str:
        """What stands above the numbers: votes, points, or nothing."""
        if self.allocation and self.allocation.figures.get("votes"):
            return _("Votes")
        return _("Points") if self.call.decision == Decision.PANEL and self.files else ""

    @property
    def tells_bands(self) -> bool:
        """Whether votes are told in steps."""
        return bool(self.allocation and self.allocation.figures.get("votes")) and not self.files

    @property
    def has_comparison(self) -> bool:
        """Whether there is something to compare the result with."""
        return bool(self.allocation and self.call.rule != Rule.GREEDY and "only_here" in self.allocation.figures)

    @cached_property
    def codes(self) -> Table | None:
        """The account of codes by who handed them out; None where there were none."""
        page = voting_page(self.call, self.person, self.today) if self.call.has_ballot else None
        return page.table if page and page.held else None

    def row(self, it: Application) -> Row:
        """Return an application as it may be shown: title, municipality, and what the ballot said it costs."""
        profile = profile_of(it)
        number = it.number or 0
        chosen = number in (self.allocation.numbers if self.allocation else [])
        if is_secret(profile):
            return Row(number, "", "", "", "", self._votes_in_words(it), chosen)
        return Row(
            number,
            str(it),
            it.get_absolute_url(),
            it.place.full_name,
            self._amount(it, profile),
            self._votes_in_words(it),
            chosen,
            why_of(self.allocation, it, won=chosen) if self.allocation else (),
        )

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence."""
        assert self.allocation is not None
        won = len(self.allocation.winners)
        of_all = ngettext(
            "%(won)s of %(all)s project was chosen", "%(won)s of %(all)s projects were chosen", len(self.applications)
        ) % {"won": number_format(won), "all": number_format(len(self.applications))}
        money = _("for %(spent)s of %(budget)s") % {
            "spent": written(self.allocation.spent, self.call.currency),
            "budget": written(self.allocation.budget, self.call.currency),
        }
        return f"{of_all}, {money}."

    @property
    def who_decided(self) -> str:
        """How it was decided, in one sentence."""
        assert self.allocation is not None
        if self.call.decision == Decision.PANEL:
            return _("A panel gave points. Those with most points were chosen first, as long as the money lasted.")
        if self.call.decision == Decision.LOT:
            return _("A panel said who was admitted; then a lot decided, drawn from a number published before.")
        voters = self.allocation.voters
        return ngettext("%(voters)s ballot was counted.", "%(voters)s ballots were counted.", voters) % {
            "voters": number_format(voters)
        }

    @property
    def picture(self) -> SafeString:
        """The money as a bar: what each winner gets, and what is left."""
        assert self.allocation is not None
        amounts = [(row.number, self.applications[row.number].amount) for row in self.winners]
        return money_bar(amounts, self.allocation.budget)

    @property
    def left(self) -> str:
        """What is left of the money."""
        assert self.allocation is not None
        return written(self.allocation.budget - self.allocation.spent, self.call.currency)

    @cached_property
    def instead(self) -> tuple[Sequence[Row], Sequence[Row]]:
        """Who gains by this rule, and who would by most votes alone."""
        figures = self.allocation.figures if self.allocation else {}
        here, there = (
            [self.row(self.applications[int(one)]) for one in figures.get(name, []) if int(one) in self.applications]
            for name in ("only_here", "only_there")
        )
        return here, there

    @property
    def summary(self) -> Sequence[str]:
        """What everybody had, and how the result differs from that of most votes, as the result itself says it."""
        figures = self.allocation.figures if self.allocation else {}
        sentences: Sequence[str] = figures.get("summary", {}).get(get_language() or "es", ())
        return sentences

    @property
    def scrutineers(self) -> Sequence[Scrutineer]:
        """The organisations in the two seats."""
        return [one for one in queries.scrutineers_of(self.call) if one.seat]

    @property
    def counted_elsewhere(self) -> BroughtIn | None:
        """Where ballots came from that were counted elsewhere."""
        return queries.counted_elsewhere(self.call)

    @cached_property
    def counts(self) -> bool:
        """Whether the person may bring in ballots and have the result computed."""
        return policies.counts(self.person, self.call)

    @property
    def may_bring_in(self) -> bool:
        """Whether the person can bring in ballots now."""
        return self.counts and not queries.may_bring_in(self.call, self.today)

    @property
    def needs_scrutineers(self) -> bool:
        """Whether ballots are not published, so that two organisations recompute."""
        return self.allocation is not None and self.allocation.recount != Recount.ANYBODY and self.call.has_ballot

    @property
    def files(self) -> Sequence[tuple[str, str, str]]:
        """The two files with their names, addresses and hashes, where they are published."""
        if self.allocation is None or not self.allocation.is_published:
            return ()
        pk = self.call.pk
        return (
            ("resultado.json", reverse("allocation-result", args=[pk]), self.allocation.result_hash),
            ("boletas.pb", reverse("allocation-ballots", args=[pk]), self.allocation.ballots_hash),
        )

    def _votes(self, it: Application) -> tuple[int, int]:
        told = self.allocation.figures.get("votes", {}).get(str(it.number)) if self.allocation else None
        return (int(told[0]), int(told[1])) if told else (0, 0)

    def _votes_in_words(self, it: Application) -> str:
        if self.allocation is None:
            return ""
        if self.call.decision == Decision.PANEL:
            points = self.content["certificate"].get("points", {}).get(str(it.number)) if self.files else None
            return number_format(float(Fraction(points)), 1) if points is not None else ""
        if str(it.number) not in self.allocation.figures.get("votes", {}):
            return ""
        low, high = self._votes(it)
        if low == high:
            return number_format(low)
        return _("%(low)s to %(high)s") % {"low": number_format(low), "high": number_format(high)}

    def _amount(self, it: Application, profile: str) -> str:
        told = told_of(it, profile, Output.PAGE)
        if told is None:
            return ""
        low, high = told
        if low == high:
            return written(low, self.call.currency)
        if high is None:
            return _("from %(low)s") % {"low": written(low, self.call.currency)}
        ends = {"low": written(low, self.call.currency), "high": written(high, self.call.currency)}
        return _("%(low)s to %(high)s") % ends


def page_of(call: Call, person: Person | None, today: date) -> Page:
    """Return the page of a call's result."""
    return Page(call, queries.allocation_of(call), person, today)
