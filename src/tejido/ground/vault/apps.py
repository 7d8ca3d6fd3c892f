"""Sealed threads, their files and wraps, and short sealed notes to persons."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Sealed threads, their files and wraps, and short sealed notes to persons."""

    name = "tejido.ground.vault"
    label = "vault"
