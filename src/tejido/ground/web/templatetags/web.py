"""Tags and filters that every template has without loading them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tejido.ground.web import charts, icons, marks
from tejido.ground.web.pending import Pending
from tejido.ground.web.tables import Table

register = template.Library()

_HERE = mark_safe('dir="auto"')
_FOREIGN = format_html('lang="{}" dir="auto"', settings.LANGUAGE_CODE)
TONE_ICONS = {"info": "info", "warn": "warn", "kept": "state-verified", "late": "state-late"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon called `name`. It says nothing by itself: a word stands beside it."""
    return icons.icon(name)


@register.simple_tag
def mark(kind: str, value: str) -> SafeString:
    """Draw the badge of a state, kind or cause that its app registered: `{% mark "commitment" it.state %}`."""
    return _drawn_mark(kind, value, get_language())


@lru_cache(maxsize=1024)
def _drawn_mark(kind: str, value: str, language: str | None) -> SafeString:  # noqa: ARG001  a drawing for each language
    """Draw once what lists draw for every row: half of the time of a list would go into its marks."""
    found = marks.mark(kind, value)
    return render_to_string("web/components/badge.html", {"word": found.word, "icon": found.icon, "tone": found.tone})


@register.simple_tag
def own_words() -> SafeString:
    """Mark what people wrote themselves: `<p {% own_words %}>{{ it.text }}</p>`, so that it is read aloud as it sounds.

    Nobody is asked in which language they write: it is taken to be the site's own; the browser finds its direction.
    """
    return _FOREIGN if get_language() != settings.LANGUAGE_CODE else _HERE


@register.inclusion_tag("web/components/badge.html")
def badge(word: str, icon: str = "", tone: str = "plain") -> dict[str, object]:
    """Draw a badge with words of your own: `{% badge word icon="state-late" tone="late" %}`."""
    return {"word": word, "icon": icon, "tone": tone}


@register.simple_tag
def causes(values: Iterable[str]) -> SafeString:
    """Draw the causes that something is tagged by: `{% causes it.causes %}`."""
    return _drawn_causes(tuple(values), get_language())


@lru_cache(maxsize=1024)
def _drawn_causes(values: tuple[str, ...], language: str | None) -> SafeString:  # noqa: ARG001  as above
    return render_to_string("web/components/causes.html", {"causes": [marks.mark("cause", value) for value in values]})


@register.simple_tag
def day(value: date | None) -> SafeString:
    """Write a date as people do, with its ISO form for machines; nothing for no date."""
    if value is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", date_format(value))


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Set text apart: `{% notice "late" _("Title") %}<p>…</p>{% endnotice %}`; tones info, warn, kept, late."""
    heading = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice {}">{}<div class="notice-body">{}{}</div></div>',
        tone,
        icons.icon(TONE_ICONS.get(tone, "info")),
        heading,
        content,
    )


@register.simple_block_tag
def panel(content: str, title: str, icon: str = "", url: str = "", label: str = "") -> SafeString:
    """Draw a part of a page with its heading and one way in: `{% panel _("Needs") url=… label=… %}…{% endpanel %}`."""
    way = format_html('<a class="panel-link" href="{}">{}</a>', url, label) if url else ""
    head = format_html('<div class="panel-head"><h2>{}<span>{}</span></h2>{}</div>', icons.icon(icon), title, way)
    return format_html('<section class="panel">{}{}</section>', head, content)


@register.inclusion_tag("web/components/table.html")
def table(table: Table) -> dict[str, object]:
    """Draw a table."""
    return {"table": table}


@register.inclusion_tag("web/components/chart.html")
def line_chart(series: charts.Series) -> dict[str, object]:
    """Draw a line over time, with its sentence, its table and its source."""
    return {"series": series, "drawing": charts.line(series)}


@register.inclusion_tag("web/components/chart.html")
def bar_chart(series: charts.Series) -> dict[str, object]:
    """Draw bars, with their sentence, their table and their source."""
    return {"series": series, "drawing": charts.bars(series)}


@register.simple_tag
def sparkline(values: Sequence[float | None]) -> SafeString:
    """Draw a small line beside words that say the same: `{% sparkline values %}`."""
    return charts.spark(values)


@register.inclusion_tag("web/components/pending_row.html")
def pending_row(item: Pending, today: date) -> dict[str, object]:
    """Draw what waits for somebody, and how long there is until its deadline."""
    days = (item.due - today).days if item.due else None
    return {"item": item, "is_late": days is not None and days < 0, "when": _when(days)}


def _when(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
