"""What the inboxes of organisations make known when the site starts."""


def register() -> None:
    """Register what the inboxes of organisations bring to other pages and to the clock."""
