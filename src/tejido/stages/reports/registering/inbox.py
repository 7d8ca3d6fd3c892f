"""What the inboxes of organisations make known when the site starts."""


def register() -> None:
    """Register what the inboxes of organisations bring to other pages and to the clock."""
    from tejido.ground.web import hourly, panels
    from tejido.stages.reports.actions.digest import send_inbox_digests
    from tejido.stages.reports.inbox_panel import INBOX_PANEL

    panels.register(INBOX_PANEL)
    hourly.register("reports.digest", lambda now: send_inbox_digests(now=now))
