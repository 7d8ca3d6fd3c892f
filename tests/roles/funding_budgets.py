"""Rows of budgets. "liaison" speaks for the police, "coordinator" for an open, verified organisation of citizens."""

from tejido.ground.organisations.vocabulary import Role
from tejido.stages.funding.actions import budgets, budgets_classifying, budgets_moved
from tejido.stages.funding.models import BudgetSource
from tests.factories.budgets import REASON, about, announcement, line, proposal, row, said
from tests.factories.ground import TODAY, membership, person, place
from tests.factories.moments import NOW
from tests.roles import table
from tests.roles.table import without_person


def of(world, by):
    """The organisation for which somebody asks; that of the coordinator for those who belong to none."""
    if by and by.is_host:
        return None
    if by and by.memberships.filter(organisation=world.police).exists():
        return world.police
    return world.ours


def its_budget(organisation):
    given = vars(about()) | {"searchable": "presupuesto", "organisation": organisation, "added_on": TODAY}
    return BudgetSource.objects.create(**given)


def coordinator(world):
    return membership(person(), world.ours, Role.COORDINATOR).person


@table.row("funding.add_budget_source", may="host")
def _(_world, by):
    return budgets.add_budget_source(about(), organisation=None, by=by, now=NOW)


@table.row("funding.add_budget_source of an institution", may="liaison")
def _(world, by):
    return budgets.add_budget_source(about(), organisation=world.police, by=by, now=NOW)


@table.row("funding.add_budget_source of citizens", may="")
def _(world, by):
    return budgets.add_budget_source(about(), organisation=world.ours, by=by, now=NOW)


@table.row("funding.import_budget_lines", may="host")
def _(_world, by):
    return budgets.import_budget_lines(its_budget(None), [row()], by=by, now=NOW)


@table.row("funding.import_budget_lines of an institution", may="liaison host")
def _(world, by):
    return budgets.import_budget_lines(its_budget(world.police), [row()], by=by, now=NOW)


@table.row("funding.load_deflators", may="host")
def _(_world, by):
    place()
    rows = [budgets.DeflatorRow("MXN", 2025, 2026, 1_040_000, "INEGI (ejemplo)")]
    return budgets.load_deflators(rows, by=by, now=NOW)


without_person("funding.load_package_budgets", why="set-up", call=lambda _: budgets.load_package_budgets(now=NOW))


@table.row("funding.propose_classification", may="coordinator liaison host")
def _(world, by):
    said = {"category": "causes", "reason": REASON, "organisation": of(world, by)}
    return budgets_classifying.propose_classification(line(), **said, by=by, now=NOW)


@table.row("funding.adopt_classification", may="host")
def _(world, by):
    return budgets_classifying.adopt_classification(proposal(by=coordinator(world)), by=by, now=NOW)


@table.row("funding.refuse_classification", may="host")
def _(world, by):
    found = proposal(by=coordinator(world))
    return budgets_classifying.refuse_classification(found, answer=REASON, by=by, now=NOW)


@table.row("funding.withdraw_classification", may="coordinator")
def _(world, by):
    return budgets_classifying.withdraw_classification(proposal(by=coordinator(world)), by=by, now=NOW)


@table.row("funding.announce_shift", may="coordinator host")
def _(world, by):
    return budgets_moved.announce_shift(said(), organisation=of(world, by), by=by, now=NOW)


@table.row("funding.follow_announcement", may="coordinator host")
def _(world, by):
    return budgets_moved.follow_announcement(announcement(coordinator(world)), lines=[line()], by=by, now=NOW)


@table.row("funding.withdraw_announcement", may="coordinator host")
def _(world, by):
    return budgets_moved.withdraw_announcement(announcement(coordinator(world)), because="Otra cifra", by=by, now=NOW)
