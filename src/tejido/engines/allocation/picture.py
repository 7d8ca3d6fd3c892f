"""A result as a picture that stands alone: one bar for each project, as long as its cost, with who supported it.

What supporters paid, or what those of a project that lost still had in the end, fills the bar so far.

Without script, font or colour of its own accord; whoever cannot see it reads the same lines as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tejido.engines.allocation.allocating import Result
from tejido.engines.allocation.election import Election
from tejido.engines.allocation.explaining import Explanation

WIDTH, BAR, LINE, LABEL = 640, 14, 40, 300
WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "title": "Resultado de la asignación",
        "won": "Elegido",
        "lost": "No elegido",
        "votes": "apoyos",
        "paid": "pagaron hasta {each} cada quien",
        "had": "les quedaban {had}",
    },
    "en": {
        "title": "Result of the allocation",
        "won": "Chosen",
        "lost": "Not chosen",
        "votes": "supporters",
        "paid": "each paid up to {each}",
        "had": "they had {had} left",
    },
}
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:bold;font-size:16px}.s{fill:#555;font-size:12px}"
    ".cost{fill:none;stroke:#6b6b6b;stroke-dasharray:3 2}.won{fill:#4b3b8f}.lost{fill:#b9b3cf}"
)


@dataclass(frozen=True)
class _Bar:
    """One project: its name, what is said of it, its cost, and how much of that was there."""

    kind: str
    name: str
    said: str
    cost: int
    there: int


def svg(
    election: Election, result: Result, language: str = "es", money: str = "$", explanation: Explanation | None = None
) -> str:
    """Return the picture; winners first in their order, then the others by votes.

    With an explanation it says who paid, too.
    """
    words, bars = WORDS[language], _bars(election, result, WORDS[language], money, explanation)
    longest = max((bar.cost for bar in bars), default=0) or 1
    total = f"{money}{_amount(election, result.total_cost)} / {money}{_amount(election, result.budget)}"
    lines = "; ".join(f"{bar.name}: {bar.said}" for bar in bars)
    body = [
        f"<title>{escape(words['title'])}</title>",
        f"<desc>{escape(lines)}</desc>",
        f"<style>{STYLE}</style>",
        f'<text class="t" x="16" y="28">{escape(words["title"])}: {escape(total)}</text>',
    ]
    for place, bar in enumerate(bars):
        body += _drawn(bar, 50 + LINE * place, (WIDTH - LABEL - 16) / longest)
    size = f'viewBox="0 0 {WIDTH} {70 + LINE * len(bars)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(words["title"])}>'
    return "\n".join([head, *body, "</svg>"]) + "\n"


def _bars(
    election: Election, result: Result, words: Mapping[str, str], money: str, explanation: Explanation | None
) -> list[_Bar]:
    rows = [election.position(one) for one in result.winners]
    rows += sorted(set(range(len(election.projects))) - set(rows), key=lambda at: -election.votes[at])
    won = {one.project: one for one in explanation.won} if explanation else {}
    lost = {one.project: one for one in explanation.lost} if explanation else {}
    bars = []
    for at in rows:
        project = election.projects[at]
        kind = "won" if project.id in result.winners else "lost"
        there = project.cost if kind == "won" else 0
        said = [words[kind], f"{money}{_amount(election, project.cost)}", f"{election.votes[at]:,} {words['votes']}"]
        if project.id in won and (each := won[project.id].each) is not None:
            there = won[project.id].paid or 0
            said.append(words["paid"].format(each=f"{money}{_amount(election, each)}"))
        if project.id in lost and (had := lost[project.id].had) is not None:
            there = min(had, project.cost)
            said.append(words["had"].format(had=f"{money}{_amount(election, had)}"))
        bars.append(_Bar(kind, project.name or project.id, " · ".join(said), project.cost, there))
    return bars


def _drawn(bar: _Bar, top: int, scale: float) -> list[str]:
    wide, filled = max(round(bar.cost * scale), 1), round(bar.there * scale)
    return [
        f'<text x="16" y="{top + 12}">{escape(_short(bar.name))}</text>',
        f'<text class="s" x="16" y="{top + 28}">{escape(bar.said)}</text>',
        f'<rect class="cost" x="{LABEL}" y="{top}" width="{wide}" height="{BAR}"/>',
        f'<rect class="{bar.kind}" x="{LABEL}" y="{top}" width="{filled}" height="{BAR}"/>',
    ]


def _amount(election: Election, amount: int) -> str:
    return f"{amount // election.unit:,}"


def _short(name: str) -> str:
    return name if len(name) <= 32 else name[:31] + "…"
