"""Listening: sealed reports, the inboxes that read them, and the diagnoses that come of them."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Listening: sealed reports, the inboxes that read them, and the diagnoses that come of them."""

    name = "tejido.stages.reports"
    label = "reports"

    def ready(self) -> None:
        """Make the three parts known to the record, the clock, the marks and other pages."""
        from tejido.stages.reports.registering import diagnoses, inbox, telling

        telling.register()
        inbox.register()
        diagnoses.register()
