"""Reading reports in a member's session: what a row of the inbox says, the whole conversation, searching.

Everything is opened for one answer and forgotten with it. There is no index of what is sealed: a search opens reports
one after the other, the newest first, at most SEARCHED of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.vault.models import Thread
from tejido.ground.vault.queries import with_contents
from tejido.ground.vault.threads import MemberKeys, NoKeyForIt, Said, for_member
from tejido.ground.vault.vocabulary import Side
from tejido.ground.web.searching import folded
from tejido.stages.reports.vocabulary import telling as words
from tejido.stages.reports.vocabulary.inbox import Among
from tejido.stages.reports.vocabulary.items import Outcome, Saying

SEARCHED = 500
PREVIEW = 140  # letters
HIDDEN = {Saying.CONSENT, Saying.REFUSAL, Saying.PROPOSAL, Saying.REFERRED, Among.LABELS}

Words = str | Promise

_HEADINGS: dict[str, Promise] = {
    Saying.REPORT: gettext_lazy("What was told"),
    Saying.MORE: gettext_lazy("The reporter added"),
    Saying.MESSAGE: gettext_lazy("We answered"),
    Saying.QUESTION: gettext_lazy("We asked"),
    Saying.OUTCOME: gettext_lazy("What became of it"),
    Among.NOTE: gettext_lazy("Note among us"),
    Saying.SENTENCE: gettext_lazy("We asked to publish this sentence"),
    Saying.SENTENCE_YES: gettext_lazy("The reporter agreed to this very sentence"),
    Saying.SENTENCE_NO: gettext_lazy("The reporter does not want the sentence published"),
}


@dataclass(frozen=True)
class Row:
    """A report in a list: what it is about in a few words, its labels, and whether this member's keys open it."""

    thread: Thread
    title: Words
    preview: str = field(default="", repr=False)
    labels: list[str] = field(default_factory=list, repr=False)
    is_open: bool = True


@dataclass(frozen=True)
class Line:
    """One thing that was said, ready for the page. `day` is the day, `hour` whole hours UTC."""

    heading: Words
    side: str
    day: date | None
    text: str = field(repr=False)
    facts: list[tuple[Words, Words]] = field(default_factory=list, repr=False)
    is_damaged: bool = False


def rows_of(threads: QuerySet[Thread], keys: MemberKeys) -> list[Row]:
    """Return the rows of these reports; five queries, and one for each version of the key, however many there are."""
    return [_row(thread, keys) for thread in with_contents(threads)]


def found_in(organisation: Organisation, asked: str, keys: MemberKeys) -> tuple[list[Row], bool]:
    """Return the reports in which all words of `asked` stand, and whether there were more than could be searched."""
    wanted = folded(asked).split()
    newest = with_contents(organisation.threads.select_related("handling").order_by("-opened_on", "id"))
    rows = []
    for thread in newest[:SEARCHED]:
        try:
            items = for_member(thread, keys).items()
        except NoKeyForIt:
            continue
        text = folded(" ".join(_all_words(it.payload) for it in items))
        if wanted and all(word in text for word in wanted):
            rows.append(_row(thread, keys))
    return rows, organisation.threads.count() > SEARCHED


def conversation(items: Sequence[Said]) -> list[Line]:
    """Return what was said in order, without referrals and labels, which have their own place on the page."""
    return [_line(item) for item in items if item.is_damaged or item.kind not in HIDDEN]


def labels_in(items: Sequence[Said]) -> list[str]:
    """Return the labels that hold now."""
    newest = [it.payload.get("labels", []) for it in items if it.kind == Among.LABELS and it.side == Side.INSIDE]
    return list(newest[-1]) if newest else []


def told_in(items: Sequence[Said]) -> dict[str, Any]:
    """Return what the reporter told first: text, kind, causes, place and so on."""
    return next((it.payload for it in items if it.kind == Saying.REPORT and it.side == Side.REPORTER), {})


def title_of(told: dict[str, Any]) -> Words:
    """Return what a report is about in two or three words."""
    if told.get("referred"):
        return _("Referred with the reporter's consent")
    return _choice(words.ReportKind, told.get("kind", "")) or _("Report")


def _row(thread: Thread, keys: MemberKeys) -> Row:
    try:
        items = for_member(thread, keys).items()
    except NoKeyForIt:
        return Row(thread, _("Your key does not open this one"), is_open=False)
    told = told_in(items)
    text = " ".join(str(told.get("text", "")).split())
    preview = text if len(text) <= PREVIEW else f"{text[:PREVIEW].rsplit(' ', 1)[0]} …"
    return Row(thread, title_of(told), preview, labels_in(items))


def _line(item: Said) -> Line:
    if item.is_damaged:
        return Line(
            _("This part does not open: it was changed or is not of this conversation"), item.side, None, "", [], True
        )
    said, day = item.payload, item.day
    facts = _facts(said) if item.kind == Saying.REPORT else []
    if item.kind == Saying.OUTCOME:
        facts = [(_("Outcome"), _choice(Outcome, said.get("outcome", "")))]
    if item.kind == Among.NOTE:
        facts = [(_("Written by"), _name_of(said.get("by", "")))]
    heading = _HEADINGS.get(item.kind, _("Said"))
    return Line(heading, item.side, day, str(said.get("text", "")), [(label, value) for label, value in facts if value])


def _facts(told: dict[str, Any]) -> list[tuple[Words, Words]]:
    point = told.get("point") or []
    return [
        (_("Kind"), _choice(words.ReportKind, told.get("kind", ""))),
        (_("Causes"), ", ".join(str(_choice(Cause, cause)) for cause in told.get("causes", []))),
        (_("Place"), place_name(told.get("place", ""))),
        (_("Where"), str(told.get("where", ""))),
        (_("Point (latitude, longitude)"), ", ".join(f"{number:.5f}" for number in point)),
        (_("When"), str(told.get("when", ""))),
        (_("How they know it"), _choice(words.Knowing, told.get("knowing", ""))),
        (_("Goes on"), _choice(words.GoesOn, told.get("goes_on", ""))),
    ]


def place_name(key: str) -> str:
    """Return what a place is called; nothing where there is none."""
    return Place.objects.filter(pk=key).values_list("name", flat=True).first() or "" if key else ""


def _choice(choices: Any, value: str) -> Words:
    found: Words = dict(choices.choices).get(value, "")
    return found


def _name_of(person: str) -> str:
    found = Person.objects.filter(pk=person).first() if person else None
    return found.name if found else _("somebody who is not here any more")


def _all_words(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_all_words(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_all_words(one) for one in value)
    return str(value)
