"""The loop leads only to rooms that exist."""

import pytest
from django.http import HttpResponse
from django.urls import path

from tejido.ground.web.navigation import address_of, loop


def room(request):
    return HttpResponse()


urlpatterns = [
    path("iniciativas/", room, name="initiative-list"),
    path("organizaciones/", room, name="organisation-list"),
    path("compromisos/", room, name="commitment-list"),
    path("bitacora/", room, name="record"),
]

pytestmark = pytest.mark.urls(__name__)


def test_steps_without_a_room_are_left_out_and_the_first_room_is_the_way_in():
    assert [(step.name, step.url) for step in loop("/")] == [
        ("act", "/iniciativas/"),
        ("agree", "/compromisos/"),
        ("follow", "/bitacora/"),
    ]


@pytest.mark.parametrize(
    ("here", "steps"),
    [("/", []), ("/iniciativas/7/", ["act"]), ("/organizaciones/", ["act"]), ("/bitacora/3/", ["follow"])],
)
def test_step_of_a_page_is_marked(here, steps):
    assert [step.name for step in loop(here) if step.is_here] == steps


def test_address_that_does_not_exist_is_nothing():
    assert address_of("nowhere") == ""
