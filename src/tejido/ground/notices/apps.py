"""Following, and hearing of what one follows."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Following, and hearing of what one follows."""

    name = "tejido.ground.notices"
    label = "notices"

    def ready(self) -> None:
        """Let places be followed; have notices forgotten and mail sent; add to the account page."""
        from tejido.ground.notices.actions import forget_old, send_digests
        from tejido.ground.notices.causes import describe_causes
        from tejido.ground.notices.panels import ACCOUNT_PANEL
        from tejido.ground.notices.places import describe_places
        from tejido.ground.notices.subjects import register
        from tejido.ground.web import daily, hourly, panels

        register("place", describe_places)
        register("cause", describe_causes)
        daily.register("notices.forget", lambda now: forget_old(now=now))
        hourly.register("notices.digest", lambda now: send_digests(now=now))
        panels.register(ACCOUNT_PANEL)
