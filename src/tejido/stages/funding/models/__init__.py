"""Calls, applications, ballots and grants."""

from tejido.stages.funding.models.application import Application, CostLine, ExpectedResult, PlannedStep, Review
from tejido.stages.funding.models.ballot import CastBallot
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.models.grant import Grant, Instalment, Invoice
from tejido.stages.funding.models.jury import Juror
from tejido.stages.funding.models.letter import Letter

__all__ = [
    "Application",
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
]
