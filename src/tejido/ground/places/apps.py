"""Places and the figures known of them."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places and the figures known of them."""

    name = "tejido.ground.places"
    label = "places"

    def ready(self) -> None:
        """Give each cause its mark, and places their names in the record."""
        from tejido.ground.ledger import naming
        from tejido.ground.places.queries.finding import places_named
        from tejido.ground.places.vocabulary import Cause
        from tejido.ground.web import marks

        marks.register("cause", Cause, icons="cause")
        naming.register("place", places_named)
