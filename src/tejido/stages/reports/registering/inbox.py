"""What the inboxes of organisations make known when the site starts."""

from tejido.ground.web import hourly
from tejido.stages.reports.actions.digest import send_inbox_digests


def register() -> None:
    """Register what the inboxes of organisations bring to the clock."""
    hourly.register("reports.digest", lambda now: send_inbox_digests(now=now))
