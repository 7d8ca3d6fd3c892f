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
from tejido.stages.funding.models.grant import Evidence, Grant, Instalment, Invoice
from tejido.stages.funding.models.jury import Juror
from tejido.stages.funding.models.letter import Letter
from tejido.stages.funding.models.paper import Bundle, Sheet
from tejido.stages.funding.models.reporting import Amendment, GrantReport, Happening, Reading, Returned, Target
from tejido.stages.funding.models.visit import Doubt, Visit, VisitPhoto
from tejido.stages.funding.models.voting import SetAside, Shuffled, Voting

__all__ = [
    "Allocation",
    "Amendment",
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
    "LineChange",
    "PlannedStep",
    "Reading",
    "Returned",
    "Review",
    "Scrutineer",
    "SetAside",
    "Sheet",
    "Shuffled",
    "Target",
    "Visit",
    "VisitPhoto",
    "Voting",
]
