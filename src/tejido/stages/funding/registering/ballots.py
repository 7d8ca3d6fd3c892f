"""What ballots and what comes of them make known."""


def register() -> None:
    """Make ballots and what comes of them known; called once, from `AppConfig.ready`."""
    from tejido.stages.funding.registering import allocations, voting

    voting.register()
    allocations.register()
