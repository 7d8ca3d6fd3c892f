"""Calls, applications, ballots, grants and budgets."""

from tejido.stages.funding.models.application import Application, CostLine, ExpectedResult, PlannedStep, Review
from tejido.stages.funding.models.ballot import CastBallot
from tejido.stages.funding.models.budget import (
    Announcement,
    BudgetImport,
    BudgetLine,
    BudgetSource,
    Classification,
    Deflator,
    LineChange,
)
from tejido.stages.funding.models.call import Call
from tejido.stages.funding.models.grant import Grant, Instalment, Invoice

__all__ = [
    "Announcement",
    "Application",
    "BudgetImport",
    "BudgetLine",
    "BudgetSource",
    "Call",
    "CastBallot",
    "Classification",
    "CostLine",
    "Deflator",
    "ExpectedResult",
    "Grant",
    "Instalment",
    "Invoice",
    "LineChange",
    "PlannedStep",
    "Review",
]
