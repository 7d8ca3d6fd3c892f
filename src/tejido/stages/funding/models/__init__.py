"""Calls, applications, ballots and grants."""

from tejido.stages.funding.models.application import Application, CostLine, ExpectedResult, PlannedStep, Review
from tejido.stages.funding.models.ballot import CastBallot
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.models.grant import Evidence, Grant, Instalment, Invoice
from tejido.stages.funding.models.jury import Juror
from tejido.stages.funding.models.letter import Letter
from tejido.stages.funding.models.reporting import Amendment, GrantReport, Happening, Reading, Returned, Target
from tejido.stages.funding.models.visit import Doubt, Visit, VisitPhoto

__all__ = [
    "Amendment",
    "Application",
    "Call",
    "CastBallot",
    "CostLine",
    "Doubt",
    "Evidence",
    "ExpectedResult",
    "Grant",
    "GrantReport",
    "Happening",
    "Instalment",
    "Invoice",
    "Juror",
    "Letter",
    "PlannedStep",
    "Reading",
    "Returned",
    "Review",
    "Target",
    "Visit",
    "VisitPhoto",
]
