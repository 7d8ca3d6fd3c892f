"""Pages that join the stages, the demo and the training ground."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages that join the stages, and the demo."""

    name = "tejido.portal"
    label = "portal"

    def ready(self) -> None:
        """Register what runs daily."""
        from tejido.ground.web import daily, panels
        from tejido.portal.panels import FABRIC
        from tejido.portal.training import begin_anew

        daily.register("training", begin_anew)
        panels.register(FABRIC)
