"""Funding what citizens have already begun."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Funding what citizens have already begun."""

    name = "tejido.stages.funding"
    label = "funding"

    def ready(self) -> None:
        """Make the app known to the record, the clock, the marks and other pages; one module for each part of it."""
        from tejido.stages.funding.registering import ballots, budgets, calls, grants

        for part in (calls, ballots, grants, budgets):
            part.register()
