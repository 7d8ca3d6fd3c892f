"""What the clock does in the vault, once a day."""

from tejido.ground.vault.actions.ending import erase_due
from tejido.ground.vault.actions.turning import turn_epoch

__all__ = ["erase_due", "turn_epoch"]
