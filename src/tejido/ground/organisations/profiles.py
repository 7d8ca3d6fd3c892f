"""Publication profiles: one function decides what every output may show (promise 11).

Pages, lists, feeds, exports, maps, calendars, bulletins, search, API and the record ask `shown`; none decides itself.
"""

from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tejido.ground.organisations.vocabulary import HIDDEN, Profile

M = TypeVar("M", bound=Model)


class Field(StrEnum):
    """What may be shown of an organisation, initiative, roundtable or grant."""

    STATE_TOTAL = "state_total"  # to count in the totals of its state and of the country
    MUNICIPAL_TOTAL = "municipal_total"  # to count in the totals of its municipality
    EXISTENCE = "existence"  # to have a page, to stand in a list, to be found
    TEXT = "text"  # name, story, causes, kind, state
    MUNICIPALITY = "municipality"
    POINT = "point"
    ADDRESS = "address"
    CONTACT = "contact"  # coordinator, website
    LINK = "link"  # with whom it works
    COMING_DATE = "coming_date"
    UPDATE = "update"
    NUMBER = "number"


class Output(StrEnum):
    """Where it would be shown."""

    PAGE = "page"
    LIST = "list"
    FEED = "feed"
    CALENDAR = "calendar"
    EXPORT = "export"
    MAP = "map"
    RECORD = "record"
    SEARCH = "search"
    API = "api"
    BULLETIN = "bulletin"


class Shown(Enum):
    """How it may be shown."""

    FULL = "full"
    BAND = "band"  # a number only as a band, see `band`
    LATER = "later"  # 72 hours after it happened, see `update_shown`
    AFTERWARDS = "afterwards"  # once the day has passed
    NO = "no"


_DISCREET = {
    Field.STATE_TOTAL: Shown.FULL,
    Field.MUNICIPAL_TOTAL: Shown.FULL,
    Field.EXISTENCE: Shown.FULL,
    Field.TEXT: Shown.FULL,
    Field.MUNICIPALITY: Shown.FULL,
    Field.POINT: Shown.NO,
    Field.ADDRESS: Shown.AFTERWARDS,
    Field.CONTACT: Shown.NO,
    Field.LINK: Shown.NO,
    Field.COMING_DATE: Shown.AFTERWARDS,
    Field.UPDATE: Shown.LATER,
    Field.NUMBER: Shown.BAND,
}
UPDATES_AFTER = timedelta(days=4)
"""We keep days, not hours: on the fourth day after, 72 hours have passed whatever the hour was."""

_OPENNESS: dict[str, int] = {HIDDEN: -1, Profile.PROTECTED: 0, Profile.DISCREET: 1, Profile.OPEN: 2}
_BANDS = (1, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000)


def shown(profile: str, field: Field, output: Output) -> Shown:
    """Return how `field` of something with this `profile` may be shown in `output`.

    An unknown profile shows nothing, and so does `HIDDEN`, by which moderation takes something out of sight. Feeds and
    exports never carry more than pages.
    """
    if profile == Profile.OPEN:
        return Shown.FULL
    if profile == Profile.DISCREET:
        allowed = _DISCREET[field]
        if output in {Output.MAP, Output.CALENDAR} and allowed is Shown.AFTERWARDS:
            return Shown.NO  # calendars and maps are for what is to come and for where it is
        return allowed
    if profile == Profile.PROTECTED and field is Field.STATE_TOTAL:
        return Shown.FULL
    return Shown.NO


def profiles_showing(field: Field, output: Output) -> list[str]:
    """Return the profiles whose `field` may be shown in full in `output`; to filter rows by."""
    return [profile for profile in Profile.values if shown(profile, field, output) is Shown.FULL]


def listed(things: QuerySet[M], output: Output) -> QuerySet[M]:
    """Return those of `things` (rows with a `profile`) that may be seen to exist in `output`."""
    return things.filter(profile__in=profiles_showing(Field.EXISTENCE, output))


def linked(one: str, other: str, output: Output) -> bool:
    """Say whether `output` may tell that two things with these profiles belong together: only where both allow it."""
    return all(shown(profile, Field.LINK, output) is Shown.FULL for profile in (one, other))


def update_shown(profile: str, output: Output, *, day: date, today: date) -> bool:
    """Say whether what happened on `day` may be shown `today`."""
    how = shown(profile, Field.UPDATE, output)
    return how is Shown.FULL or (how is Shown.LATER and day + UPDATES_AFTER <= today)


def updates_shown(output: Output, *, profile: str, day: str, today: date) -> Q:
    """Return the condition that rows fulfil whose update may be shown today; `profile` and `day` name their columns."""
    at_once = profiles_showing(Field.UPDATE, output)
    later = [name for name in Profile.values if shown(name, Field.UPDATE, output) is Shown.LATER]
    in_time = Q(**{f"{profile}__in": later, f"{day}__lte": today - UPDATES_AFTER})
    return Q(**{f"{profile}__in": at_once}) | in_time


def date_shown(profile: str, field: Field, output: Output, *, day: date, today: date) -> bool:
    """Say whether `field` of something that takes place on `day` (its date, its address) may be shown `today`."""
    how = shown(profile, field, output)
    return how is Shown.FULL or (how is Shown.AFTERWARDS and day < today)


def figure(profile: str, output: Output, number: int) -> tuple[int, int | None] | None:
    """Return `number` as it may be shown: (n, n) exactly, (from, up to) as a band, None not at all."""
    how = shown(profile, Field.NUMBER, output)
    if how is Shown.FULL:
        return (number, number)
    return band(number) if how is Shown.BAND else None


def is_secret(profile: str) -> bool:
    """Say whether what stands under `profile` has no public page: what is entered of it comes into the record later."""
    return shown(profile, Field.EXISTENCE, Output.RECORD) is not Shown.FULL


def tighter(one: str, than: str) -> bool:
    """Say whether profile `one` shows less than the other."""
    return _OPENNESS[one] < _OPENNESS[than]


def band(number: int) -> tuple[int, int | None]:
    """Return the band that `number` lies in as (from, up to); the last one has no end. Zero is (0, 0)."""
    if number < _BANDS[0]:
        return (0, 0)
    at = max(i for i, start in enumerate(_BANDS) if start <= number)
    return (_BANDS[at], _BANDS[at + 1] - 1 if at + 1 < len(_BANDS) else None)
