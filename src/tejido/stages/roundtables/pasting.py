"""What people paste (an exported WhatsApp chat, old minutes) read as items that somebody may accept.

Pure: text in, proposals out; nothing is stored. Names and numbers of the people in a chat are left out of what is
proposed, and so are names behind a title ("Lic. …"), lists of who was present, telephone numbers and e-mail addresses.
Other names in free text cannot be told from other words: the page asks to look before accepting.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tejido.ground.web.searching import folded
from tejido.stages.roundtables.agenda_lines import BULLET
from tejido.stages.roundtables.chats import read_chat
from tejido.stages.roundtables.minutes_text import mark_of
from tejido.stages.roundtables.spanish_dates import due_in
from tejido.stages.roundtables.vocabulary import ItemKind
from tejido.stages.roundtables.without_people import GAP, without_people

TOPIC = "topic"
"""The kind of what is proposed as a point of the agenda; the other kinds are those of `ItemKind`."""
MOST = 200
LONGEST = 500_000
SHORTEST = 8

_TOPICS = {
    *("orden del dia", "asuntos", "asuntos generales", "puntos a tratar", "puntos", "punto", "temas", "tema"),
    *("pendiente", "pendientes", "propuesta", "propuestas", "agenda", "topic", "topics", "por tratar"),
}
_PEOPLE = {"asistentes", "asistencia", "lista de asistencia", "presentes", "participantes", "firmas", "attendance"}
_HEADING = re.compile(r"\s*([^\W\d_][\w ]{2,40}?)\s*:?\s*")
_MARKED = re.compile(r"\s*([^\W\d_][\w ]{2,40}?)\s*\d{0,3}\s*:\s*(\S.*)")
_SAID = (
    (
        ItemKind.COMMITMENT,
        re.compile(r"\b(?:me comprometo|nos comprometemos|se comprometen?|se comprometio|compromiso)\b"),
    ),
    (
        ItemKind.AGREED,
        re.compile(r"\b(?:acordamos|se acord(?:o|aron)|se acuerda|quedamos (?:en|de|que)|(?<!de )acuerdo)\b"),
    ),
    (ItemKind.INFORMATION, re.compile(r"\b(?:les informo|se informa|informo que|les aviso|aviso)\b")),
    (TOPIC, re.compile(r"\b(?:propongo|hay que|sigue pendiente)\b")),
    (TOPIC, re.compile(r"\b(?:tratar|ver|revisar|discutir|hablar)\b[^.]*\b(?:sesion|reunion|mesa)\b")),
)
_RESPONSIBLE = re.compile(r"\(?\b[Rr]esponsables?\s*:\s*([^\n.;|()]{2,120})[.;)]?")


@dataclass(frozen=True)
class Proposal:
    """An item that somebody may accept: its kind, its words, the date they name, and who answers for it.

    `owner` is one of the names that were given as known, or empty; a person's name is never one.
    """

    kind: str
    text: str
    due: date | None = None
    owner: str = ""


def propose(text: str, *, today: date, owners: Sequence[str] = ()) -> list[Proposal]:
    """Return what `text` proposes, in its order, each thing once, at most 200.

    `owners` are names of organisations and posts that may stand in "Responsable:"; other names there are dropped. Words
    such as "el viernes" are seen from the day of their message in a chat, from `today` otherwise.
    """
    chat = read_chat(text[:LONGEST])
    parts = [(message.text, message.day) for message in chat.messages] if chat else [(text[:LONGEST], today)]
    people = chat.people if chat else frozenset()
    found = (item for words, day in parts for item in _of_text(words, day, owners, people, said_only=bool(chat)))
    kept: dict[tuple[str, str], Proposal] = {}
    for item in found:
        kept.setdefault((item.kind, folded(item.text)), item)
        if len(kept) == MOST:
            break
    return list(kept.values())


def _of_text(
    text: str, today: date, owners: Sequence[str], people: Iterable[str], *, said_only: bool
) -> Iterator[Proposal]:
    for kind, words in _blocks(text, said_only=said_only):
        owner, words = _owner(words, owners)
        bare = without_people(words, people)
        if len(bare.strip(f" {GAP}.,;:-")) >= SHORTEST:
            yield Proposal(kind, bare, due_in(words, today=today), owner)


def _blocks(text: str, *, said_only: bool) -> Iterator[tuple[str, str]]:
    """Yield the items of `text` with their kinds; in a chat (`said_only`) only those that say what they are."""
    heading: str | None = None if said_only else ItemKind.DISCUSSED
    block: tuple[str, list[str]] | None = None
    listed = False
    for line in [*text.splitlines(), ""]:
        bare = BULLET.sub("", line, count=1).strip(" *_~\u200e\u2068\u2069\t")
        begins = _begins(bare)
        is_new = begins is not None or not bare or BULLET.match(line) is not None or heading == TOPIC
        if block and is_new:
            yield block[0], " ".join(block[1])
            block, listed = None, True
        if heading == TOPIC and listed and not bare:
            heading = None if said_only else ItemKind.DISCUSSED  # behind the list of topics comes what was said
        if begins and not begins[1]:
            heading, listed = begins[0], False
        elif begins and begins[0] is not None:
            block = (begins[0], [begins[1]])
        elif block and bare:
            block[1].append(bare)
        elif bare and begins is None:
            kind = heading if (heading and (BULLET.match(line) or not said_only)) else _said(bare)
            block = (kind, [bare]) if kind else None


def _begins(line: str) -> tuple[str | None, str] | None:
    """Return the kind that a line is marked or headed with and its words; kind None for a list of people."""
    marked = mark_of(line)
    if marked:
        return marked
    found = _MARKED.fullmatch(line) or _HEADING.fullmatch(line)
    word = folded(found[1]) if found else ""
    rest = found[2].strip() if found and found.re is _MARKED else ""
    if word in _TOPICS:
        return TOPIC, rest
    return (None, "") if word in _PEOPLE else None


def _said(line: str) -> str | None:
    plain = folded(line)
    return next((kind for kind, pattern in _SAID if pattern.search(plain)), None)


def _owner(text: str, owners: Sequence[str]) -> tuple[str, str]:
    found = _RESPONSIBLE.search(text)
    if not found:
        return "", text
    said = folded(found[1])
    known = next((name for name in owners if said and (said in folded(name) or folded(name) in said)), "")
    return known, " ".join(_RESPONSIBLE.sub(" ", text).split()).strip(" -–—|")
