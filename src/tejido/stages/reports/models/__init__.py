"""Tables of listening. Each part (telling, inbox, diagnoses) adds its own here, or Django does not see them."""

from tejido.stages.reports.models.diagnosis import Diagnosis, DiagnosisPart, WallPhoto
from tejido.stages.reports.models.inbox import DigestWish, Handling
from tejido.stages.reports.models.listening import ListeningProfile, Standstill, UsedToken
from tejido.stages.reports.models.tally import Figure, Release, Sentence, Tally

__all__ = [
    "Diagnosis",
    "DiagnosisPart",
    "DigestWish",
    "Figure",
    "Handling",
    "ListeningProfile",
    "Release",
    "Sentence",
    "Standstill",
    "Tally",
    "UsedToken",
    "WallPhoto",
]
