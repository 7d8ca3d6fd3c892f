"""The same selection as a CSV file and as an Atom feed."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from tejido.ground.web.listing.selection import Selection

M = TypeVar("M", bound=Model)

ENTRIES = 50
"""Entries of a feed."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell of text that begins so would be run by a spreadsheet."""


class _DayFeed(Atom1Feed):
    """A feed that tells days, even where it is empty (Django would tell the present moment)."""

    def latest_post_date(self) -> datetime:
        """Return the newest day of the entries, or today."""
        days = [item["updateddate"] for item in self.items]
        return max(days, default=datetime.combine(timezone.localdate(), time(), tzinfo=UTC))


class _Line:
    """A file for `csv.writer` that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """Return `value` for a spreadsheet: days as ISO, text that a spreadsheet would run behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(selection: Selection[M]) -> Iterator[str]:
    writer = csv.writer(_Line())
    columns = selection.listing.columns
    yield "\ufeff" + writer.writerow([cell(column.label) for column in columns])
    for thing in selection.things.iterator(chunk_size=500):
        yield writer.writerow([cell(column.value(thing)) for column in columns])


def csv_of(selection: Selection[M]) -> StreamingHttpResponse:
    """Return the whole selection as a file, sent while it is read."""
    name = f"{selection.listing.file_name}.csv"
    return StreamingHttpResponse(
        _lines(selection),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def atom_of(request: HttpRequest, selection: Selection[M]) -> HttpResponse:
    """Return the newest of the selection as a feed that tells days and no hours.

    What is of today comes tomorrow: who asks every minute would otherwise learn the hour at which it was done.
    """
    listing = selection.listing
    assert listing.entry is not None
    site = settings.SITE_URL
    feed = _DayFeed(
        title=f"{listing.title} · {settings.SITE_NAME}",
        link=site + selection.url(),
        description="",
        feed_url=site + request.get_full_path(),
        language=get_language(),
    )
    newest = selection.things.order_by(*listing.newest) if listing.newest else selection.things
    today = timezone.localdate()
    entries = (listing.entry(thing) for thing in newest.iterator(chunk_size=ENTRIES * 2))
    for entry in islice((entry for entry in entries if entry.day < today), ENTRIES):
        day = datetime.combine(entry.day, time(), tzinfo=UTC)
        link = site + entry.url
        feed.add_item(
            title=entry.title, link=link, description=entry.summary, unique_id=link, pubdate=day, updateddate=day
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
