"""What budgets by what they buy make known."""


def register() -> None:
    """Make budgets by what they buy known; called once, from `AppConfig.ready`."""
