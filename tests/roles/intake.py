"""Rows of imports: whoever may import a kind, and then only their own file; tried with that of organisations."""

from tejido.ground.intake import actions
from tejido.ground.intake.columns import headed
from tejido.ground.intake.reading import read_table
from tejido.ground.organisations.imports import KIND
from tests.factories import ground
from tests.factories.moments import NOW
from tests.roles.table import row

TABLE = "nombre,estado,municipio\nManos de Barro (ejemplo),Chihuahua,Juárez"


def staged(by):
    ground.place()
    sheet = headed(read_table(TABLE.encode()), KIND.columns)
    return actions.stage_intake(KIND, sheet, by=by, now=NOW)


def staged_for(world, by):
    """The person's own file where they may have one, else somebody else's."""
    return staged(by if by and by.is_host else world.person("host"))


@row("intake.stage_intake", may="host")
def _(world, by):
    return staged(by)


@row("intake.match_columns", may="host")
def _(world, by):
    intake = staged_for(world, by)
    return actions.match_columns(intake, matches=intake.matches, by=by, now=NOW)


@row("intake.match_columns of somebody else's", may="")
def _(world, by):
    intake = staged(world.person("host"))
    return actions.match_columns(intake, matches=intake.matches, by=by, now=NOW)


@row("intake.apply_intake", may="host")
def _(world, by):
    intake = staged_for(world, by)
    actions.match_columns(intake, matches=intake.matches, by=intake.person, now=NOW)
    return actions.apply_intake(intake, by=by, now=NOW)


@row("intake.drop_intake", may="host")
def _(world, by):
    return actions.drop_intake(staged_for(world, by), by=by)
