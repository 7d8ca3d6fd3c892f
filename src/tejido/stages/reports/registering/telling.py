"""What the safe form and the way back by receipt make known when the site starts."""


def register() -> None:
    """Register what the safe form and the way back by receipt bring to other pages and to the clock."""
