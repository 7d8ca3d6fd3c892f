"""Initiatives, what they need, and what becomes of them."""

from tejido.stages.initiatives.models.answer import DiagnosisAnswer
from tejido.stages.initiatives.models.gathering import Gathering
from tejido.stages.initiatives.models.guide import Guide, Offer
from tejido.stages.initiatives.models.hands import Coordinator, Handover, Partnership
from tejido.stages.initiatives.models.initiative import Initiative
from tejido.stages.initiatives.models.joining import JoinRequest
from tejido.stages.initiatives.models.need import Need
from tejido.stages.initiatives.models.participation import Message, Participation
from tejido.stages.initiatives.models.progress import Milestone, Result
from tejido.stages.initiatives.models.update import Photo, Uncovered, Update
from tejido.stages.initiatives.models.word import Word

__all__ = [
    "Coordinator",
    "DiagnosisAnswer",
    "Gathering",
    "Guide",
    "Handover",
    "Initiative",
    "JoinRequest",
    "Message",
    "Milestone",
    "Need",
    "Offer",
    "Participation",
    "Partnership",
    "Photo",
    "Result",
    "Uncovered",
    "Update",
    "Word",
]
