"""Every role over every action."""

import importlib
import inspect

import pytest
from django.apps import apps
from django.db import transaction

from tejido.ground.web.acting import ACTIONS, NotAllowed
from tests.roles import table
from tests.roles.table import OTHERS, ROLES, ROWS, World

for app in apps.get_app_configs():
    if app.name.startswith("tejido.") and importlib.util.find_spec(f"{app.name}.actions"):
        importlib.import_module(f"{app.name}.actions")
table.load()


def test_table_has_a_row_for_every_action_and_no_other():
    entered = {name.split()[0] for name in (*ROWS, *OTHERS)}
    ours = {name for name, action in ACTIONS.items() if action.__module__.startswith("tejido.")}  # not those of tests
    assert (sorted(ours - entered), sorted(entered - ours)) == ([], [])


def test_actions_with_a_row_ask_who_does_them_and_the_others_do_not():
    asks = {name for name, action in ACTIONS.items() if "by" in inspect.signature(action).parameters}
    assert (sorted({name.split()[0] for name in ROWS} - asks), sorted(set(OTHERS) & asks)) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(ROWS))
def test_action_is_allowed_to_the_roles_of_its_row_and_to_no_other(action):
    assert {role for role in ROLES if _may(action, role)} == ROWS[action].may


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(OTHERS))
def test_action_without_a_person_runs(action):
    OTHERS[action].call(World())


def _may(action: str, role: str) -> bool:
    """Try the action in a fresh world, which is undone afterwards."""
    with transaction.atomic():
        try:
            world = World()
            ROWS[action].call(world, world.person(role))
        except NotAllowed:
            return False
        finally:
            transaction.set_rollback(True)
    return True
