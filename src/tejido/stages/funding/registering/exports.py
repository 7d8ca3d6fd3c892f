"""What what is published for other programmes make known."""


def register() -> None:
    """Make what is published for other programmes known; called once, from `AppConfig.ready`."""
