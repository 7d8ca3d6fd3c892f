"""Panels: how a page shows what belongs to an app above its own, without knowing that app.

An app registers its panels when it starts (`AppConfig.ready`); the page asks for those of its name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

FIGURES = 40
"""On a place page: what people do, promise and fund stands above the figures (orders 10, 20, 30), the rest below."""


@dataclass(frozen=True)
class Panel:
    """One part of a page.

    `page` is the name of the page (for example "organisation"), `order` its place from the top, `template` draws it
    from what `context` returns for the request and the page's subject; None leaves the panel out.
    """

    page: str
    order: int
    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, object] | None]


@dataclass(frozen=True)
class Drawn:
    """A panel that has its context."""

    template: str
    context: Mapping[str, object]
    order: int = 0


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Add `panel`; called once, from `AppConfig.ready`."""
    if panel not in _panels:
        _panels.append(panel)


def drawn(page: str, request: HttpRequest, subject: object) -> list[Drawn]:
    """Return the panels of `page` for `subject`, from the top, without those that have nothing to show."""
    ours = sorted((panel for panel in _panels if panel.page == page), key=lambda panel: panel.order)
    contexts = [(panel, panel.context(request, subject)) for panel in ours]
    return [Drawn(panel.template, context, panel.order) for panel, context in contexts if context is not None]
