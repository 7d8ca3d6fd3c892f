"""Initiatives, what they need, and what becomes of them."""

from tejido.stages.initiatives.models.gathering import Gathering
from tejido.stages.initiatives.models.guide import Guide, Offer
from tejido.stages.initiatives.models.hands import Coordinator, Handover, Partnership
from tejido.stages.initiatives.models.initiative import Initiative
from tejido.stages.initiatives.models.need import Need
from tejido.stages.initiatives.models.progress import Milestone, Result
from tejido.stages.initiatives.models.update import Photo, Uncovered, Update
from tejido.stages.initiatives.models.word import Word

__all__ = [
    "Coordinator",
    "Gathering",
    "Guide",
    "Handover",
    "Initiative",
    "Milestone",
    "Need",
    "Offer",
    "Partnership",
    "Photo",
    "Result",
    "Uncovered",
    "Update",
    "Word",
]
