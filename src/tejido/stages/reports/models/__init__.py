"""Tables of listening. Each part (telling, inbox, diagnoses) adds its own here, or Django does not see them."""

from tejido.stages.reports.models.inbox import DigestWish, Handling
from tejido.stages.reports.models.listening import ListeningProfile, Standstill, UsedToken

__all__ = ["DigestWish", "Handling", "ListeningProfile", "Standstill", "UsedToken"]
