"""A result as a picture that stands alone: one bar for each project, as long as its cost, with who supported it.

Without script, font or colour of its own accord; whoever cannot see it reads the same lines as text.
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tejido.engines.allocation.allocating import Result
from tejido.engines.allocation.election import Election

WIDTH, BAR, LINE, LABEL = 640, 14, 40, 300
WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {"title": "Resultado de la asignación", "won": "Elegido", "lost": "No elegido", "votes": "apoyos"},
    "en": {"title": "Result of the allocation", "won": "Chosen", "lost": "Not chosen", "votes": "supporters"},
}
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:bold;font-size:16px}.s{fill:#555;font-size:12px}"
    ".won{fill:#4b3b8f}.lost{fill:none;stroke:#8a8a8a;stroke-dasharray:3 2}"
)


def svg(election: Election, result: Result, language: str = "es", money: str = "$") -> str:
    """Return the picture; winners first in their order, then the others by votes."""
    words = WORDS[language]
    rows = [election.position(one) for one in result.winners]
    rows += sorted(set(range(len(election.projects))) - set(rows), key=lambda at: -election.votes[at])
    longest = max((election.projects[at].cost for at in rows), default=0) or 1
    height = 70 + LINE * len(rows)
    total = f"{money}{_amount(election, result.total_cost)} / {money}{_amount(election, result.budget)}"
    body = [
        f"<title>{escape(words['title'])}</title>",
        f"<desc>{escape(_as_text(election, result, rows, words, money))}</desc>",
        f"<style>{STYLE}</style>",
        f'<text class="t" x="16" y="28">{escape(words["title"])}: {escape(total)}</text>',
    ]
    for place, at in enumerate(rows):
        body += _bar(election, result, at, 50 + LINE * place, longest, words, money)
    label = quoteattr(words["title"])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label={label}>'
    return "\n".join([head, *body, "</svg>"]) + "\n"


def _bar(
    election: Election, result: Result, at: int, top: int, longest: int, words: Mapping[str, str], money: str
) -> list[str]:
    project = election.projects[at]
    kind = "won" if project.id in result.winners else "lost"
    wide = max(round((WIDTH - LABEL - 16) * project.cost / longest), 1)
    said = f"{words[kind]} · {money}{_amount(election, project.cost)} · {election.votes[at]:,} {words['votes']}"
    return [
        f'<text x="16" y="{top + 12}">{escape(_short(project.name or project.id))}</text>',
        f'<text class="s" x="16" y="{top + 28}">{escape(said)}</text>',
        f'<rect class="{kind}" x="{LABEL}" y="{top + 6}" width="{wide}" height="{BAR}"/>',
    ]


def _as_text(election: Election, result: Result, rows: Sequence[int], words: Mapping[str, str], money: str) -> str:
    lines = []
    for at in rows:
        project = election.projects[at]
        kind = "won" if project.id in result.winners else "lost"
        cost = f"{money}{_amount(election, project.cost)}"
        lines.append(f"{words[kind]}: {project.name or project.id}, {cost}, {election.votes[at]:,} {words['votes']}")
    return "; ".join(lines)


def _amount(election: Election, amount: int) -> str:
    return f"{amount // election.unit:,}"


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"
