"""What the safe form and the way back by receipt make known when the site starts."""


def register() -> None:
    """Register what the safe form and the way back by receipt bring to other pages and to the clock."""
    from tejido.ground.web import daily, panels
    from tejido.stages.reports.actions.telling import forget_used_tokens
    from tejido.stages.reports.panels import LISTENING_PANEL

    panels.register(LISTENING_PANEL)
    daily.register("reports.tokens", lambda now: forget_used_tokens(now=now))
