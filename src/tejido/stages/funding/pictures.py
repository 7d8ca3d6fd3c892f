"""Pictures of money, drawn on the server; each says nothing that the words and the table beside it do not say."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 400, 56
NARROWEST = 1.0
ROOM_FOR_NUMBER = 16
MOST_PARTS = 60


def money_bar(parts: Sequence[tuple[int, int]], whole: int) -> SafeString:
    """Draw parts of a sum, each with its number, side by side in the order given; what is left stays empty."""
    drawn, x = [], 0.0
    for at, (number, amount) in enumerate(parts[:MOST_PARTS]):
        wide = max(WIDTH * amount / max(whole, 1), NARROWEST)
        kind = "bar" if at % 2 == 0 else "bar second"
        drawn.append(
            format_html('<rect class="{}" x="{}" y="8" width="{}" height="32"/>', kind, f"{x:.1f}", f"{wide - 1:.1f}")
        )
        if wide >= ROOM_FOR_NUMBER:
            drawn.append(
                format_html('<text x="{}" y="53" text-anchor="middle">{}</text>', f"{x + wide / 2:.1f}", number)
            )
        x += wide
    body = format_html_join("", "{}", ((part,) for part in drawn))
    return format_html(
        '<svg class="chart money" viewBox="0 0 {} {}" aria-hidden="true">'
        '<rect class="empty-bar" x="0.5" y="8" width="{}" height="32"/>{}</svg>',
        WIDTH,
        HEIGHT,
        WIDTH - 1,
        body,
    )
