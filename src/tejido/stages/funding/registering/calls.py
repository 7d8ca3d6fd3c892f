"""What calls and applications make known."""


def register() -> None:
    """Make calls and applications known; called once, from `AppConfig.ready`."""
