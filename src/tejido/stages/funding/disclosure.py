"""What every output may tell of a grant and of its payments: one function on top of the profiles (promise 11).

Pages, lists, feeds, files, totals, the fabric and the record ask `how`; none decides itself.

- open: exactly, and at once. What is still to be paid is never told: neither its amount, nor its day, nor that its
  milestone was reached, since a payday invites extortion.
- discreet: nothing before the first payment is told. Each payment is told as a band with its quarter, and no day, once
  90 days have passed since that quarter ended: all payments of a quarter on one day, so that whoever watches the
  pages day by day learns the quarter and no more. What was agreed is never told (less what was paid, it would be the
  coming instalments), nor the state, the days or the exact results; who gives is told only where both are open.
- protected: only in totals of the state, see `tejido.stages.funding.queries.grant_totals`.
- hidden by moderation, and before both sides said yes: nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import (
    Field,
    Output,
    Shown,
    linked,
    profiles_showing,
    shown,
    tighter,
    update_shown,
)
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.stages.funding.models import Grant
from tejido.stages.funding.money import band, written
from tejido.stages.reports.quarters import Quarter

AFTER = timedelta(days=90)
"""From the end of a quarter to the day on which its payments are told, where the grant is not open."""


class What(StrEnum):
    """What could be told of a grant."""

    TERMS = "terms"  # amount agreed, days, reference, state, foreign programme, sums
    MILESTONES = "milestones"  # what is to be reached: words only
    COMING = "coming"  # what is still to be paid: its day, its amount, that its milestone was reached
    PAYMENT = "payment"  # an amount that was paid, with its milestone and what shows it
    GIVEN_BACK = "given_back"
    HAPPENING = "happening"  # an amendment, a suspension, the end
    REPORT = "report"  # that it was sent or is late, and its words
    RESULT = "result"  # a number beside what was expected
    VOICE = "voice"  # visits and doubts of citizens, and the answers


class How(Enum):
    """How it may be told."""

    EXACT = "exact"
    BAND = "band"  # an amount as a band, a day as its quarter, a number as a band; of a happening only which it was
    NO = "no"


def how(profile: str, what: What, output: Output, *, day: date | None = None, today: date) -> How:
    """Return how `what`, which was on `day`, may be told `today` in `output` of a grant with this profile.

    Nothing is told of what is coming, in no output and whatever the profile.
    """
    if what is What.COMING or shown(profile, Field.EXISTENCE, output) is not Shown.FULL:
        return How.NO
    if shown(profile, Field.NUMBER, output) is Shown.FULL:
        return How.EXACT
    if what in {What.TERMS, What.MILESTONES} or day is None:
        return How.NO
    if what is What.VOICE:
        return How.EXACT if update_shown(profile, output, day=day, today=today) else How.NO
    return How.BAND if told_from(day) <= today else How.NO


def told_from(day: date) -> date:
    """Return the day from which others may hear of what was on `day`, where the grant is not open."""
    return Quarter.of(day).ends_on + AFTER


def last_told_day(today: date) -> date:
    """Return the last day whose payments may be told `today` where the grant is not open: the end of a quarter."""
    quarter = Quarter.of(today)
    while quarter.ends_on + AFTER > today:
        quarter = quarter.before
    return quarter.ends_on


def profile_of(grant: Grant) -> str:
    """Return the profile that holds now: the grant's own or its initiative's, whichever shows less."""
    own, its = grant.profile, grant.initiative.profile
    return its if tighter(its, than=own) else own


def names_funder(grant: Grant, output: Output) -> bool:
    """Say whether `output` may tell who gives: only where both are open."""
    return linked(profile_of(grant), grant.funder.profile, output)


def exactly(output: Output) -> Q:
    """The condition for grants that `output` may tell exactly."""
    names = [name for name in profiles_showing(Field.EXISTENCE, output) if shown(name, Field.NUMBER, output) is _FULL]
    return Q(profile__in=names, initiative__profile__in=names)


def existing(output: Output) -> Q:
    """The condition for grants that `output` may tell of in some way, once there is something to tell."""
    names = profiles_showing(Field.EXISTENCE, output)
    return Q(profile__in=names, initiative__profile__in=names)


_FULL = Shown.FULL
PROTECTED = ~Q(profile=HIDDEN) & ~Q(initiative__profile=HIDDEN)
PROTECTED &= Q(profile=Profile.PROTECTED) | Q(initiative__profile=Profile.PROTECTED)
"""Grants that count only in the totals of their state."""


@dataclass(frozen=True)
class Amount:
    """Money as it may be told: between `least` and `most` hundredths, both the same where it is exact.

    `most` is None where the highest band has no end.
    """

    least: int
    most: int | None
    currency: str

    @property
    def is_exact(self) -> bool:
        """Whether the very amount is told."""
        return self.least == self.most

    def __str__(self) -> str:
        if self.most is None:
            return _("%(amount)s or more") % {"amount": written(self.least, self.currency)}
        if self.is_exact:
            return written(self.least, self.currency)
        words = {"least": written(self.least, self.currency), "most": written(self.most, self.currency)}
        return _("between %(least)s and %(most)s") % words


def amount_told(hundredths: int, way: How, currency: str) -> Amount | None:
    """Return an amount as it may be told that way."""
    if way is How.EXACT:
        return Amount(hundredths, hundredths, currency)
    return Amount(*band(hundredths), currency) if way is How.BAND else None


def sum_of(amounts: list[Amount], currency: str) -> Amount:
    """Return the sum of what is told: the bands added, which says no more than each of them does."""
    most = None if any(it.most is None for it in amounts) else sum(it.most or 0 for it in amounts)
    return Amount(sum(it.least for it in amounts), most, currency)
