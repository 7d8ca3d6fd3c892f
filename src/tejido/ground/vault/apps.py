"""Sealed threads, their files and wraps, and short sealed notes to persons."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Sealed threads, their files and wraps, and short sealed notes to persons."""

    name = "tejido.ground.vault"
    label = "vault"

    def ready(self) -> None:
        """Have the clock turn the epoch and erase what has had its time; say which keys are still needed."""
        from tejido.ground.organisations import retention
        from tejido.ground.vault.actions import erase_due, turn_epoch
        from tejido.ground.vault.queries import keys_in_use
        from tejido.ground.web import daily

        retention.register(keys_in_use)
        daily.register("vault.epoch", lambda now: turn_epoch(now=now))
        daily.register("vault.erase", lambda now: erase_due(now=now))
