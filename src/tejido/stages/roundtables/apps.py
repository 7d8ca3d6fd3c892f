"""Roundtables, meetings and commitments."""

from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    """Roundtables, meetings and commitments."""

    name = "tejido.stages.roundtables"
    label = "roundtables"

    def ready(self) -> None:
        """Make the app known to the record, the clock, the marks and other pages."""
        from tejido.stages.roundtables import announcing, registering

        registering.register()
        announcing.announce_commitments()
