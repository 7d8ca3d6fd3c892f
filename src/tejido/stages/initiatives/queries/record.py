"""What the record and notices may say of initiatives, and how they call them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from tejido.ground.notices.subjects import Describe, Subject
from tejido.ground.organisations.profiles import Field, Output, listed, profiles_showing, updates_shown
from tejido.ground.people.models import Person
from tejido.stages.initiatives.models import Guide, Initiative, Need, Result
from tejido.stages.initiatives.queries.initiatives import initiatives_visible_to
from tejido.stages.initiatives.queries.needs import needs_shown


def initiatives_told(ids: Collection[str], today: date) -> set[str]:  # noqa: ARG001  the same question for all kinds
    """Return which of these initiatives the public record may tell of."""
    return {str(pk) for pk in listed(Initiative.objects.filter(pk__in=ids), Output.RECORD).values_list("pk", flat=True)}


def needs_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these needs the public record may tell of."""
    return {str(pk) for pk in needs_shown(Output.RECORD, today).filter(pk__in=ids).values_list("pk", flat=True)}


def initiatives_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return title and address of these initiatives."""
    found = Initiative.objects.filter(pk__in=ids).only("pk", "title")
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in found}


def needs_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return text of these needs, and the address of their initiatives."""
    found = Need.objects.filter(pk__in=ids).select_related("initiative")
    return {str(one.pk): (one.text, one.initiative.get_absolute_url()) for one in found}


def initiatives_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how these initiatives are called for a reader of notices, where they may still be shown to them."""
    seen = initiatives_visible_to(reader, localdate()).filter(pk__in=ids).prefetch_related(None)
    return {str(one.pk): Subject(one.title, one.get_absolute_url()) for one in seen}


def needs_followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
    """Return how notices of these needs are called: as their initiatives."""
    of = {str(pk): str(own) for pk, own in Need.objects.filter(pk__in=ids).values_list("pk", "initiative")}
    shown = initiatives_followed(set(of.values()), reader)
    return {need: shown[initiative] for need, initiative in of.items() if initiative in shown}


def results_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these results the public record may tell of."""
    told = Result.objects.filter(_update_shown("stated_on", today), pk__in=ids, shown_on__isnull=False)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def guides_told(ids: Collection[str], today: date) -> set[str]:
    """Return which of these guides the public record may tell of."""
    told = Guide.objects.filter(_update_shown("published_on", today), pk__in=ids, shown_on__isnull=False)
    return {str(pk) for pk in told.values_list("pk", flat=True)}


def results_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return what these results count, and the address of their initiatives."""
    found = Result.objects.filter(pk__in=ids).select_related("initiative")
    return {str(one.pk): (one.what, one.initiative.get_absolute_url()) for one in found}


def guides_named(ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return title and address of these guides."""
    return {str(one.pk): (one.title, one.get_absolute_url()) for one in Guide.objects.filter(pk__in=ids)}


def parts_followed(model: type[Result | Guide]) -> Describe:
    """Return how notices of results or guides are called: as their initiatives."""

    def followed(ids: Collection[str], reader: Person | None) -> dict[str, Subject]:
        rows = model.objects.filter(pk__in=ids).values_list("pk", "initiative")
        of = {str(pk): str(own) for pk, own in rows}
        shown = initiatives_followed(set(of.values()), reader)
        return {part: shown[initiative] for part, initiative in of.items() if initiative in shown}

    return followed


def _update_shown(day: str, today: date) -> Q:
    return updates_shown(Output.RECORD, profile="initiative__profile", day=day, today=today) & Q(
        initiative__profile__in=profiles_showing(Field.EXISTENCE, Output.RECORD)
    )
