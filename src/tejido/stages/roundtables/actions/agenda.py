"""Writing agendas: plain lines become points in order."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.web.acting import Refused
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.agenda_lines import Line, read
from tejido.stages.roundtables.models import AgendaItem, Meeting
from tejido.stages.roundtables.queries.agenda import left_over
from tejido.stages.roundtables.queries.roundtables import live_seats

MOST_POINTS = 40
LONGEST_TITLE = 240
LONGEST_MINUTES = 480
_ASIDE = 1000


class BadLine(Refused):
    """A line of the agenda cannot be kept as it is; says which."""

    field = "agenda"

    def __init__(self, number: int, title: str, problem: str) -> None:
        values = {"number": number, "title": title[:60], "problem": problem}
        super().__init__(gettext("Point %(number)s, “%(title)s”: %(problem)s") % values)


class TooManyPoints(Refused):
    """Nobody treats so many points in one meeting."""

    message = _("At most 40 points fit into one meeting. Nothing was saved; leave some for the next one.")
    field = "agenda"


def write_agenda(meeting: Meeting, text: str) -> list[AgendaItem]:
    """Make the agenda of a meeting what `text` says; points that stay keep what is known of them.

    Part of the actions on meetings, inside their transaction. Raises BadLine, TooManyPoints.
    """
    lines = read(text)
    if len(lines) > MOST_POINTS:
        raise TooManyPoints
    organisations = {folded(seat.organisation.name): seat.organisation for seat in live_seats(meeting.roundtable)}
    brought = [_bringer(number, line, organisations) for number, line in enumerate(lines, 1)]
    kept = {folded(item.title): item for item in AgendaItem.objects.filter(meeting=meeting)}
    sources = {folded(item.title): item for item in left_over(meeting.roundtable, meeting.group)}
    items = []
    for position, (line, bringer) in enumerate(zip(lines, brought, strict=True), 1):
        item = kept.pop(folded(line.title), None) or AgendaItem(meeting=meeting)
        item.title, item.minutes, item.kind, item.brought_by = line.title, line.minutes, line.kind, bringer
        item.carried_from = sources.get(folded(line.title))
        item.position = position
        items.append(item)
    _save(meeting, items, gone=list(kept.values()))
    return items


def _save(meeting: Meeting, items: Sequence[AgendaItem], *, gone: list[AgendaItem]) -> None:
    AgendaItem.objects.filter(pk__in=[item.pk for item in gone]).delete()
    stay = list(AgendaItem.objects.filter(meeting=meeting))
    for number, item in enumerate(stay):  # out of the way first: two points never share a position
        AgendaItem.objects.filter(pk=item.pk).update(position=_ASIDE + number)
    for item in items:
        item.save()


def _bringer(number: int, line: Line, organisations: dict[str, Organisation]) -> Organisation | None:
    if len(line.title) > LONGEST_TITLE:
        raise BadLine(number, line.title, gettext("it is too long for one line; put the rest into the minutes."))
    if line.minutes is not None and not 1 <= line.minutes <= LONGEST_MINUTES:
        raise BadLine(number, line.title, gettext("its time must be between 1 and 480 minutes."))
    if not line.brought_by:
        return None
    said = folded(line.brought_by)
    fitting = [its for name, its in organisations.items() if said in name]
    exact = organisations.get(said)
    if exact is None and len(fitting) != 1:
        problem = gettext("no organisation that sits here is called “%(name)s”.") % {"name": line.brought_by[:60]}
        raise BadLine(number, line.title, problem)
    return exact or fitting[0]
