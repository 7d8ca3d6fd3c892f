"""Exported WhatsApp chats, as Android and iOS write them in Spanish (and English): who wrote when, and what.

12/3/24, 10:15 p. m. - Ana: texto            Android, 12 hours        12/03/2024 22:15 - Ana: texto    24 hours
[12/03/24, 10:15:32 p. m.] Ana: texto        iOS
"""

import re
from dataclasses import dataclass
from datetime import date

_MARKS = str.maketrans({"\u200e": "", "\u200f": "", "\u202f": " ", "\u00a0": " ", "\ufeff": ""})
_HEAD = re.compile(
    r"\[?(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4}),?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?\s?m\.?)?\s*"
    r"(?:\]|\s-|\s–)\s*(.*)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(~?\s?[^:]{1,80}?):\s(.*)|(~?\s?[^:]{1,80}?):()$")
_NOT_SAID = re.compile(
    r"<[^>]{0,60}(?:omitid|omitted|editó|edited)[^>]{0,60}>"
    r"|\b(?:imagen|audio|video|sticker|gif|documento|tarjeta de contacto) omitid[oa]\b"
    r"|se eliminó este mensaje\.?|eliminaste este mensaje\.?|este mensaje fue eliminado\.?"
    r"|[\w ()-]{1,60}\.(?:jpg|jpeg|png|opus|mp4|pdf|vcf|webp|docx?) \(archivo adjunto\)|^ubicación: \S+$|^null$",
    re.IGNORECASE,
)
ENOUGH = 2
"""So many lines must look like a chat for the text to be one."""


@dataclass(frozen=True)
class Message:
    """What somebody wrote on a day; who it was is not kept with it."""

    day: date
    text: str


@dataclass(frozen=True)
class Chat:
    """The messages of a chat, and the names and numbers under which people wrote in it."""

    messages: list[Message]
    people: frozenset[str]


def read_chat(text: str) -> Chat | None:
    """Return the chat in `text`, or None where it is no exported chat. Notices of the app itself are left out."""
    lines = text.translate(_MARKS).splitlines()
    heads = [_HEAD.match(line) for line in lines]
    dated = [head for head in heads if head]
    if len(dated) < ENOUGH and not (len(dated) == 1 and heads and heads[0]):
        return None
    month_first = all(int(head[1]) <= 12 for head in dated) and any(int(head[2]) > 12 for head in dated)
    found: list[tuple[date, list[str]]] = []
    people: set[str] = set()
    is_said = False
    for line, head in zip(lines, heads, strict=True):
        if head is None:
            if is_said:
                found[-1][1].append(line)
            continue
        day, sender = _day(head, month_first=month_first), _SENDER.fullmatch(head[4])
        is_said = bool(day and sender)
        if day and sender:
            people.add((sender[1] or sender[3]).lstrip("~ ").strip())
            found.append((day, [sender[2] or ""]))
    messages = [Message(day, _NOT_SAID.sub("", "\n".join(said)).strip()) for day, said in found]
    return Chat([message for message in messages if message.text], frozenset(people - {""}))


def _day(head: re.Match[str], *, month_first: bool) -> date | None:
    first, second, third = (int(head[part]) for part in (1, 2, 3))
    year, month, day = (first, second, third) if len(head[1]) == 4 else (third, second, first)
    if month_first:
        month, day = day, month
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
