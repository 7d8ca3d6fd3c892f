"""The app that every page stands on."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, styles, panels."""

    name = "tejido.ground.web"
    label = "web"
