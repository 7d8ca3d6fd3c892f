import re

import pytest
from click.testing import CliRunner

from tejido.cli.people import people
from tejido.ground.people.actions import set_up_app
from tejido.ground.people.models import RecoveryCode
from tejido.ground.people.queries import person_named
from tests.factories.ground import TODAY, person
from tests.ground.people.entering import NAME

pytestmark = pytest.mark.django_db


def run(*words: str, answer: str = ""):
    return CliRunner().invoke(people, words, input=answer)


def test_host_is_added_with_a_made_up_password_and_eight_codes():
    done = run("add", NAME, "--host", "--generate")
    assert done.exit_code == 0
    them = person_named(NAME)
    assert them is not None
    assert them.is_host
    assert RecoveryCode.objects.filter(person=them).count() == 8
    password = re.findall(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}", done.stdout)[0]
    assert them.check_password(password)


def test_account_is_added_with_a_password_that_is_asked_for():
    assert run("add", NAME, answer="una contraseña larga\nuna contraseña larga\n").exit_code == 0
    them = person_named(NAME)
    assert them is not None
    assert them.check_password("una contraseña larga")
    assert not them.is_host


@pytest.mark.parametrize("answer", ["corta\ncorta\n", "qwertyuiop\nqwertyuiop\n"])
def test_account_with_a_bad_password_is_not_added(answer):
    assert run("add", NAME, answer=answer).exit_code == 1
    assert person_named(NAME) is None


def test_account_under_a_taken_name_is_not_added():
    person(NAME)
    assert run("add", NAME, "--generate").exit_code == 1


def test_code_of_the_second_step_is_told_by_a_demo_only(settings):
    them = person(NAME)
    set_up_app(by=them, now=TODAY)
    refused = run("code", NAME)
    assert refused.exit_code == 1
    settings.DEMO = True
    told = run("code", NAME)
    assert re.fullmatch(r"\d{6}\n", told.stdout)
    assert run("code", "Nadie").exit_code == 1
