"""The public record in the site's own tables."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The public record in the site's own tables."""

    name = "tejido.ground.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Make the own acts known, and what the clock does."""
        from tejido.ground.ledger import actions, vocabulary
        from tejido.ground.ledger.wiping import wipe
        from tejido.ground.web import daily, hourly

        vocabulary.declare(vocabulary.Act)
        daily.register("ledger.checkpoint", actions.make_daily_checkpoint, closes_the_day=True)
        daily.register("ledger.withdrawals", lambda now: actions.forget_withdrawals(now=now))
        hourly.register("ledger.wipe", lambda _now: wipe())
