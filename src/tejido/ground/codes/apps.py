"""One-use codes on paper."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """One-use codes on paper. What a code is good for, and who may draw it, say the apps that use them."""

    name = "tejido.ground.codes"
    label = "codes"
