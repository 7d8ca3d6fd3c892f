"""Taking part: private, left in one tap, counted in public from five on, told inside the site only."""

import pytest

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.actions import participation as acting
from tejido.stages.initiatives.models import Message, Participation
from tejido.stages.initiatives.queries.participation import messages_in, names_shown, pending_of, people_shown
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.initiatives import initiative
from tests.factories.joining import participation
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("profile", "people", "told"),
    [
        (Profile.OPEN, 0, 0),
        (Profile.OPEN, 4, 0),
        (Profile.OPEN, 5, 5),
        (Profile.OPEN, 9, 5),
        (Profile.OPEN, 12, 10),
        (Profile.DISCREET, 4, 0),
        (Profile.DISCREET, 9, 5),
        (Profile.DISCREET, 12, 10),
        (Profile.PROTECTED, 12, 0),
    ],
)
def test_people_are_counted_from_five_on_in_steps_and_by_profile(profile, people, told):
    of = initiative(profile=profile)
    for _ in range(people):
        participation(of)
    assert people_shown(of, Output.PAGE) == told


def test_names_are_shown_of_those_who_said_so_on_open_pages_only():
    of = initiative()
    silent, speaking = participation(of), participation(of)
    actions.change_visibility(speaking, is_public=True, by=speaking.person, now=NOW)
    assert names_shown(of, Output.PAGE) == [speaking.person.name]
    of.profile = Profile.DISCREET
    assert names_shown(of, Output.PAGE) == []
    with pytest.raises(NotAllowed):
        actions.change_visibility(silent, is_public=True, by=speaking.person, now=NOW)


def test_leaving_leaves_nothing():
    one = participation()
    with pytest.raises(NotAllowed):
        actions.leave(one, by=ground.person(), now=NOW)
    actions.leave(one, by=one.person, now=NOW)
    assert Participation.objects.count() == 0


def test_message_reaches_those_who_take_part_inside_the_site_and_goes_in_time(mailoutbox):
    of = initiative()
    coordinator = ground.person()
    ground.membership(coordinator, of.organisation, Role.COORDINATOR)
    with pytest.raises(acting.NobodyTakesPart):
        actions.message_participants(of, text="Hola", by=coordinator, now=NOW)
    one = participation(of)
    actions.message_participants(of, text="El sábado a las diez", by=coordinator, now=NOW)
    assert b"diez" not in bytes(Message.objects.get().sealed)
    assert [told.text for told in messages_in([of.pk])[of.pk]] == ["El sábado a las diez"]
    assert [row.url for row in pending_of(one.person, TODAY)] == ["/iniciativas/mias/"]
    actions.mark_messages_read(one, by=one.person, now=NOW)
    assert (pending_of(one.person, TODAY), mailoutbox) == ([], [])
    assert (actions.forget_messages(now=later(days=59)), actions.forget_messages(now=later(days=60))) == (0, 1)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_empty_and_endless_messages_are_refused(text):
    of = initiative()
    coordinator = ground.person()
    ground.membership(coordinator, of.organisation, Role.COORDINATOR)
    with pytest.raises(acting.BadMessage):
        actions.message_participants(of, text=text, by=coordinator, now=NOW)
