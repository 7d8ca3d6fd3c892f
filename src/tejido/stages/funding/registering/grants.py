"""What grants make known."""


def register() -> None:
    """Make grants known; called once, from `AppConfig.ready`."""
