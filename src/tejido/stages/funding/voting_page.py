"""The page of a voting: what everybody may know of it, and what the person who looks may do."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.ground.people.models import Person
from tejido.ground.web.tables import Table
from tejido.stages.funding.choices import Rules, rules_of
from tejido.stages.funding.models import Bundle, Call, Voting
from tejido.stages.funding.policies import voting as policies
from tejido.stages.funding.queries import voting as queries
from tejido.stages.funding.vocabulary.voting import CUMULATIVE_POINTS, MOST_SCORE, BundleState


@dataclass
class Page:
    """What the page of a voting shows to one person on one day."""

    call: Call
    person: Person | None
    today: date
    held: list[queries.Held]

    @cached_property
    def voting(self) -> Voting | None:
        """The voting, once anything of it was prepared."""
        return Voting.objects.filter(pk=self.call.pk).first()

    @cached_property
    def rules(self) -> Rules:
        """How one votes."""
        return rules_of(self.call)

    @property
    def points(self) -> int:
        """How many points a cumulative ballot has."""
        return CUMULATIVE_POINTS

    @property
    def score(self) -> int:
        """The highest score."""
        return MOST_SCORE

    @property
    def takes_ballots(self) -> bool:
        """Whether one can vote by phone today."""
        return queries.is_voting(self.call, self.today)

    @property
    def is_closed(self) -> bool:
        """Whether all was counted."""
        return self.voting is not None and self.voting.closed_on is not None

    @cached_property
    def bundles(self) -> list[Bundle]:
        """The bundles of sheets."""
        return list(self.voting.bundles.all()) if self.voting else []

    @property
    def left_out(self) -> list[Bundle]:
        """Bundles that do not count, with the reason."""
        return [bundle for bundle in self.bundles if bundle.state == BundleState.LEFT_OUT]

    @property
    def table(self) -> Table:
        """The account of codes by who hands them out; what was used is told once the voting is closed."""
        columns = [_("Who hands them out"), _("Printed"), _("Handed out"), _("Returned")]
        rows: list[list[object]] = []
        for number, one in enumerate(self.held, start=1):
            row: list[object] = [self._name(one, number), one.account.printed, one.account.handed_out]
            row.append(one.account.returned)
            if self.is_closed:
                row += [one.account.used, one.account.at_urn, one.account.unaccounted]
            rows.append(row)
        if self.is_closed:
            columns += [_("Used"), _("of them at an urn"), _("More than handed out")]
        return Table(_("Codes and what became of them"), columns, rows, numbers=range(1, len(columns)))

    @property
    def differences(self) -> list[str]:
        """What does not add up, in words; said and not hidden."""
        voting = self.voting
        if voting is None or not self.is_closed:
            return []
        return [*_of_codes(self.held), *_of_slips(voting), *_of_box(voting, self.held)]

    @cached_property
    def runs(self) -> bool:
        """Whether the person runs the call."""
        return policies.actor_running(self.person, self.call) is not None

    @cached_property
    def counts(self) -> bool:
        """Whether the person may type sheets and slips."""
        return policies.counter(self.person, self.call) is not None

    @property
    def own(self) -> list[queries.Held]:
        """The codes that the person answers for."""
        return [it for it in self.held if it.organisation and policies.hands_out(self.person, it.organisation)]

    @property
    def can_close(self) -> bool:
        """Whether the person can close the voting now."""
        over = queries.voting_is_over(self.call, self.today)
        return self.runs and self.voting is not None and over and not self.is_closed

    def _name(self, one: queries.Held, number: int) -> str:
        organisation = one.organisation
        if organisation is not None and (one.is_named or policies.hands_out(self.person, organisation) or self.runs):
            return organisation.name
        return _("An organisation that is not named (%(number)d)") % {"number": number}


def page_of(call: Call, person: Person | None, today: date) -> Page:
    """Return the page of the call's voting for one person."""
    return Page(call, person, today, queries.held_codes(call))


def _of_codes(held: list[queries.Held]) -> list[str]:
    more = sum(one.account.unaccounted or 0 for one in held)
    words = ngettext(
        "%(more)d code was used or came back that nobody wrote down as handed out.",
        "%(more)d codes were used or came back that nobody wrote down as handed out.",
        more,
    )
    return [words % {"more": more}] if more else []


def _of_slips(voting: Voting) -> list[str]:
    found = []
    sheets, slips = (voting.on_paper or 0) + (voting.spoiled or 0), voting.slips or 0
    if sheets != slips:
        words = _("In the urns: sheets %(sheets)d, slips that count %(slips)d.")
        found.append(words % {"sheets": sheets, "slips": slips})
    if voting.slips_refused:
        words = ngettext(
            "%(slips)d slip out of the urns did not count: unknown, returned, or used online before.",
            "%(slips)d slips out of the urns did not count: unknown, returned, or used online before.",
            voting.slips_refused,
        )
        found.append(words % {"slips": voting.slips_refused})
    return found


def _of_box(voting: Voting, held: list[queries.Held]) -> list[str]:
    online = sum((one.account.used or 0) - (one.account.at_urn or 0) for one in held)
    if online == voting.online:
        return []
    words = _("In the box: ballots %(ballots)d, codes used online %(codes)d.")
    return [words % {"ballots": voting.online, "codes": online}]
