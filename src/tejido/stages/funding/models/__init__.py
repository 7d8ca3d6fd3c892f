"""Calls, applications, ballots, grants and budgets."""

from tejido.stages.funding.models.allocation import Allocation, BroughtIn, Scrutineer
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
from tejido.stages.funding.models.jury import Juror
from tejido.stages.funding.models.letter import Letter
from tejido.stages.funding.models.paper import Bundle, Sheet
from tejido.stages.funding.models.voting import SetAside, Shuffled, Voting

__all__ = [
    "Allocation",
    "Announcement",
    "Application",
    "BroughtIn",
    "BudgetImport",
    "BudgetLine",
    "BudgetSource",
    "Bundle",
    "Call",
    "CastBallot",
    "Classification",
    "CostLine",
    "Deflator",
    "ExpectedResult",
    "Grant",
    "Instalment",
    "Invoice",
    "Juror",
    "Letter",
    "LineChange",
    "PlannedStep",
    "Review",
    "Scrutineer",
    "SetAside",
    "Sheet",
    "Shuffled",
    "Voting",
]
