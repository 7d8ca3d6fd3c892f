"""The problem tree of a diagnosis and its written part, as one text that people can read in the record.

::

    - Nobody answers the calls
    > The shops close at five
    + Lamps that work | public works

    What we know, in paragraphs.

A line with `-` is a cause, with `>` an effect, with `+` what would help and, after the bar, who. The written part
follows the first empty line. `read` undoes `write`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tejido.stages.reports.vocabulary.diagnoses import PartKind

SIGNS = {PartKind.CAUSE: "-", PartKind.EFFECT: ">", PartKind.HELP: "+"}
KINDS = {sign: kind for kind, sign in SIGNS.items()}
BAR = " | "


@dataclass(frozen=True)
class Help:
    """Something that would help, and who could do it (or nothing)."""

    what: str
    who: str = ""

    def __str__(self) -> str:
        return f"{self.what}{BAR}{self.who}" if self.who else self.what


@dataclass(frozen=True)
class Tree:
    """What a workshop wrote on the wall, and what the organisation says about it."""

    causes: Sequence[str] = ()
    effects: Sequence[str] = ()
    helps: Sequence[Help] = ()
    knows: str = ""


def tidy(tree: Tree) -> Tree:
    """Return the tree with each part on one line, without empty ones and repetitions."""
    helps = [Help(_line(one.what).replace("|", "/"), _line(one.who).replace("|", "/")) for one in tree.helps]
    return Tree(
        causes=_once(_line(one) for one in tree.causes),
        effects=_once(_line(one) for one in tree.effects),
        helps=tuple({one.what: one for one in reversed(helps) if one.what}.values())[::-1],
        knows="\n".join(line.rstrip() for line in tree.knows.strip().splitlines()),
    )


def write(tree: Tree) -> str:
    """Return a tidy tree as one text."""
    lines = [
        *(f"{SIGNS[PartKind.CAUSE]} {one}" for one in tree.causes),
        *(f"{SIGNS[PartKind.EFFECT]} {one}" for one in tree.effects),
        *(f"{SIGNS[PartKind.HELP]} {one}" for one in tree.helps),
    ]
    return "\n".join([*lines, "", tree.knows]).rstrip() if lines or tree.knows else ""


def read(text: str) -> Tree:
    """Return the tree that was written as this text."""
    head, _blank, knows = ("", "", text.removeprefix("\n")) if text.startswith("\n") else text.partition("\n\n")
    found: dict[PartKind, list[str]] = {kind: [] for kind in PartKind}
    for line in head.splitlines():
        found[KINDS[line[0]]].append(line[2:])
    helps = [Help(what, who) for what, _bar, who in (one.partition(BAR) for one in found[PartKind.HELP])]
    return Tree(tuple(found[PartKind.CAUSE]), tuple(found[PartKind.EFFECT]), tuple(helps), knows)


def digest(kind: str, words: str) -> str:
    """Return by what a part is known again in the next edition: what would help is known without who."""
    return hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()


def digests(tree: Tree) -> list[tuple[str, str]]:
    """Return kind and digest of each part."""
    parts = [*((PartKind.CAUSE, one) for one in tree.causes), *((PartKind.EFFECT, one) for one in tree.effects)]
    parts += [(PartKind.HELP, one.what) for one in tree.helps]
    return [(kind.value, digest(kind, words)) for kind, words in parts]


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line))


def _line(text: str) -> str:
    return " ".join(text.split())
