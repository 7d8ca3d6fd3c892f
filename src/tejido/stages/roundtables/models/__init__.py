"""Tables of roundtables."""

from tejido.stages.roundtables.models.agenda import AgendaItem
from tejido.stages.roundtables.models.answer import DiagnosisPromise
from tejido.stages.roundtables.models.commitment import Commitment, Step, Update
from tejido.stages.roundtables.models.evidence import Evidence
from tejido.stages.roundtables.models.handover import Change, Handover, HandoverItem
from tejido.stages.roundtables.models.meeting import Attendance, Meeting
from tejido.stages.roundtables.models.minutes import Minutes, Objection
from tejido.stages.roundtables.models.room import Note
from tejido.stages.roundtables.models.roundtable import CalendarKey, Roundtable, Seat, Staff, WorkingGroup
from tejido.stages.roundtables.models.verification import Voice

__all__ = [
    "AgendaItem",
    "Attendance",
    "CalendarKey",
    "Change",
    "Commitment",
    "DiagnosisPromise",
    "Evidence",
    "Handover",
    "HandoverItem",
    "Meeting",
    "Minutes",
    "Note",
    "Objection",
    "Roundtable",
    "Seat",
    "Staff",
    "Step",
    "Update",
    "Voice",
    "WorkingGroup",
]
