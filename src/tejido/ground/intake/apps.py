"""Spreadsheets coming in: read, matched, checked row by row, shown, and only then applied."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Staging of CSV and XLSX files."""

    name = "tejido.ground.intake"
    label = "intake"

    def ready(self) -> None:
        """Erase once a day what was left lying."""
        from tejido.ground.intake import actions
        from tejido.ground.web import daily

        daily.register("intake.erase", actions.erase_old)
