"""What may be said of a commitment, and how: the profile of its roundtable decides, for every output alike.

Who sits at the roundtable or runs it sees everything; for all others `disclosed` is the one way from a commitment to
something that is shown: pages, lists, feeds, files, pictures, bulletins. It asks `organisations.profiles` and decides
one thing itself: a public institution and its posts may always be named beside what they promised (they are public
bodies, and their answering in public is what a roundtable is for); any other organisation only where its profile and
the roundtable's both allow a link.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.profiles import Field, Output, date_shown, figure, linked, shown
from tejido.ground.organisations.profiles import Shown as How
from tejido.ground.organisations.vocabulary import Kind, Profile
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.transitions import RUNNING

HUNDREDTHS = 100
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Disclosed:
    """A commitment as `output` may show it today; what may not be told is None or empty.

    `due_on` is None where the profile tells no coming date. `hides_date` says that there is one all the same.
    Numbers are words already: exact ones, or bands ("20 to 49").
    """

    commitment: Commitment
    owner_name: str
    owner: Organisation | None
    post: Post | None
    due_on: date | None
    first_due_on: date | None
    hides_date: bool
    is_late: bool
    days_late: int
    progress: str
    baseline: str
    target: str
    current: str
    cost: str
    is_exact: bool

    @property
    def was_moved(self) -> bool:
        """Whether both dates may be told and differ."""
        return self.first_due_on is not None and self.due_on is not None and self.first_due_on != self.due_on


def profile_of(commitment: Commitment) -> str:
    """Return the profile under which the commitment stands: its roundtable's, unless a closed working group made it."""
    group = commitment.meeting.group
    return Profile.PROTECTED if group is not None and not group.is_public else commitment.roundtable.profile


def may_be_named(organisation: Organisation, *, beside: str, output: Output) -> bool:
    """Say whether the organisation may be named beside something of a roundtable whose profile is `beside`."""
    return organisation.kind == Kind.INSTITUTION or linked(beside, organisation.profile, output)


def name_of(
    organisation: Organisation | None, post: Post | None, *, beside: str, output: Output, inside: bool = False
) -> str:
    """Return how an organisation, or the post of an institution, is called beside something of a roundtable."""
    if organisation is None:
        return _("those who run the roundtable")
    if not inside and not may_be_named(organisation, beside=beside, output=output):
        return _("an organisation of the roundtable")
    return f"{post.title}, {organisation.name}" if post else organisation.name


def is_late(commitment: Commitment, today: date) -> bool:
    """Say whether the clock runs and the date has passed, whether or not the daily run has entered it."""
    return commitment.state in RUNNING and commitment.due_on < today


def date_told(commitment: Commitment, output: Output, today: date, day: date | None = None) -> bool:
    """Say whether a due date of the commitment may be told (`day`, or the one that holds)."""
    profile = profile_of(commitment)
    return date_shown(profile, Field.COMING_DATE, output, day=day or commitment.due_on, today=today)


def disclosed(commitment: Commitment, output: Output, today: date, *, inside: bool = False) -> Disclosed:
    """Return what `output` may say of the commitment today; all of it to those `inside` the roundtable.

    Needs `roundtable`, `owner` and `owner_post` at hand, and asks the database nothing.
    """
    profile = profile_of(commitment)
    tells = inside or date_told(commitment, output, today)
    tells_first = inside or date_told(commitment, output, today, commitment.first_due_on)
    named = inside or may_be_named(commitment.owner, beside=profile, output=output)
    exact = inside or shown(profile, Field.NUMBER, output) is How.FULL
    late = is_late(commitment, today)

    def words(value: Decimal | int | None, *, decimals: int = 0) -> str:
        return "" if value is None else _words(value, profile, output, exact=exact, decimals=decimals)

    cost = None if commitment.cost is None else Decimal(commitment.cost) / HUNDREDTHS
    return Disclosed(
        commitment=commitment,
        owner_name=name_of(commitment.owner, commitment.owner_post, beside=profile, output=output, inside=inside),
        owner=commitment.owner if named else None,
        post=commitment.owner_post,
        due_on=commitment.due_on if tells else None,
        first_due_on=commitment.first_due_on if tells_first else None,
        hides_date=not tells,
        is_late=late,
        days_late=(today - commitment.due_on).days if late else 0,
        progress=words(commitment.progress),
        baseline=words(commitment.baseline),
        target=words(commitment.target),
        current=words(commitment.current),
        cost=words(cost, decimals=2),
        is_exact=exact,
    )


def _words(value: Decimal | int, profile: str, output: Output, *, exact: bool, decimals: int) -> str:
    if exact:
        whole = value == int(value)
        return number_format(int(value) if whole and not decimals else value, decimals or None)
    found = figure(profile, output, max(0, int(value)))
    if found is None:
        return ""
    low, high = found
    if high is None:
        return _("%(low)s or more") % {"low": number_format(low)}
    if low == high:
        return number_format(low)
    return _("%(low)s to %(high)s") % {"low": number_format(low), "high": number_format(high)}
