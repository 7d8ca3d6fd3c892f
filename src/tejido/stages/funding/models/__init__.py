"""Calls, applications, ballots and grants."""

from tejido.stages.funding.models.allocation import Allocation, BroughtIn, Scrutineer
from tejido.stages.funding.models.application import Application, CostLine, ExpectedResult, PlannedStep, Review
from tejido.stages.funding.models.ballot import CastBallot
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.models.grant import Grant, Instalment, Invoice

__all__ = [
    "Allocation",
    "Application",
    "BroughtIn",
    "Call",
    "CastBallot",
    "CostLine",
    "ExpectedResult",
    "Grant",
    "Instalment",
    "Invoice",
    "PlannedStep",
    "Review",
    "Scrutineer",
]
