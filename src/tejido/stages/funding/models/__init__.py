"""Calls, applications, ballots and grants."""

from tejido.stages.funding.models.application import Application, CostLine, ExpectedResult, PlannedStep, Review
from tejido.stages.funding.models.ballot import CastBallot
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.models.grant import Grant, Instalment, Invoice
from tejido.stages.funding.models.jury import Juror
from tejido.stages.funding.models.letter import Letter
from tejido.stages.funding.models.paper import Bundle, Sheet
from tejido.stages.funding.models.voting import SetAside, Shuffled, Voting

__all__ = [
    "Application",
    "Bundle",
    "Call",
    "CastBallot",
    "CostLine",
    "ExpectedResult",
    "Grant",
    "Instalment",
    "Invoice",
    "Juror",
    "Letter",
    "PlannedStep",
    "Review",
    "SetAside",
    "Sheet",
    "Shuffled",
    "Voting",
]
