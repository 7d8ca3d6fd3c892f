"""A funder sees money and results and never people or reports: its coordinator tries every address of the site.

What citizens told, asked, noted and drafted is planted with markers; the walk asks for and sends to every address with
the ids of all of it, as somebody could who found them in a stolen table.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from itertools import product
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db.models import Model

from tejido.engines.sealing import FileHeader
from tejido.ground.organisations.models import Invitation, KeyWrap, Membership, Organisation
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import PersonKey
from tejido.ground.places.actions import load_reference
from tejido.ground.vault.models import Envelope, Item, NoteWrap, SealedFile, Thread, Wrap
from tejido.stages.funding.models import Application, Call, Review
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tejido.stages.initiatives.actions.participation import message_participants
from tejido.stages.initiatives.models import Coordinator, Initiative, JoinRequest, Message, Participation
from tejido.stages.reports.actions.handling import write_note as write_inbox_note
from tejido.stages.reports.models import Handling
from tejido.stages.roundtables.actions.room import write_note
from tejido.stages.roundtables.models import Meeting, Note, Roundtable, Staff
from tests.attacks.planting import Planted
from tests.factories import funding, ground, initiatives, joining, vault
from tests.factories.ground import TODAY
from tests.factories.meetings import room
from tests.factories.moments import NOW
from tests.profiles.crawling import PART, Route, routes, text_of
from tests.stages.reports.inbox.opening import reader

pytestmark = pytest.mark.django_db

PRIVATE: tuple[type[Model], ...] = (
    Thread,
    Item,
    SealedFile,
    Wrap,
    Handling,
    Envelope,
    NoteWrap,
    KeyWrap,
    PersonKey,
    Invitation,
    JoinRequest,
    Participation,
    Message,
    Coordinator,
    Note,
    Staff,
    Review,
)
"""Tables of which a funder may open no row by any address, and change none."""
EVERYWHERE = (Thread, JoinRequest, Participation, Membership)
"""Whose ids are tried in every address; those of `NEAR` in those that begin so, else all of them."""
NEAR: dict[str, tuple[type[Model], ...]] = {
    "/buzon/": (Organisation, Item, SealedFile),
    "/iniciativas/": (Initiative, Message, Coordinator),
    "/organizaciones/": (Organisation, Invitation, PersonKey),
    "/mesas/": (Roundtable, Meeting, Note, Staff),
    "/compromisos/": (Meeting,),
    "/relevos/": (Organisation,),
    "/diagnosticos/": (Organisation,),
    "/financiar/": (Call, Application, Review, Organisation),
    "/avisos/": (),
    "/cuenta/": (PersonKey,),
}
BEFORE = {"/buzon/": Thread, "/iniciativas/": Initiative, "/organizaciones/": Organisation}
"""What stands before another id in an address that begins so."""
LEAVES = ("/n/x", "/cuenta/salir/")  # whoever goes there is signed out, and no funder any more
OWN_ACCOUNT = "/cuenta/"  # what is sent there changes one's own sign-in and nothing of anybody else's
KINDS = {"place": ["08037"], "int": ["0", "1"], "str": ["08037", "x"], "path": ["x"]}
SLUGS = ("cerrar", "contar", "remitir", "nota", "etiquetas", "encargar", "abrir")
FORM = {
    "text": "x",
    "nota-text": "x",
    "labels": "x",
    "outcome": "read",
    "words": "x",
    "motive": "",
    "reason": "x",
    "sure": "yes",
    "place": "08037",
    "kind": "other",
    "why": "x",
    "part_1": "x",
    "role": "coordinator",
    "answer": "accepted",
    "accept": "yes",
}


@dataclass
class World:
    """What was planted: markers, ids of what is private, ids of the public things around it."""

    planted: Planted = field(default_factory=Planted)
    private: list[UUID] = field(default_factory=list)
    around: list[UUID] = field(default_factory=list)
    drafts: list[UUID] = field(default_factory=list)


@pytest.fixture
def world():
    load_reference(states={"08"})
    made = World()
    m = made.planted.fresh
    us = _reports(made)
    _joining(made)
    meeting = _roundtable(made)
    organisation = us.organisation
    Invitation.objects.create(
        organisation=organisation, role=Role.MEMBER, digest=m(), made_on=TODAY, expires_on=TODAY + timedelta(days=9)
    )
    made.around += [organisation.pk, meeting.pk, meeting.roundtable_id]
    made.private += [pk for model in (*PRIVATE, Membership) for pk in _keys_of(model)[:1]]
    return made


@pytest.fixture
def funder(world):
    """The coordinator of a funder with a call of its own, signed in with a second factor and with a key opened."""
    of = funding.funder()
    who = ground.person()
    ground.membership(who, of, Role.COORDINATOR)
    _applications(world, funding.call(CallState.OPEN, of=of), funding.call(CallState.REVIEW))
    vault.key_of(who)
    return reader(who)


def _keys_of(model):
    return [pk for pk in model._default_manager.values_list("pk", flat=True) if isinstance(pk, UUID)]


def _reports(made):
    """A report with a file, an inner note, and who reads it."""
    m, us = made.planted.fresh, vault.listening()
    opened = vault.thread(us, {"text": m(), "where": m(), "when": m()})
    opened.thread.add_file(FileHeader(f"{m()}.ogg", "audio/ogg", 3), iter([b"abc"]), now=NOW)
    write_inbox_note(opened.thread.row, text=m(), keys=us.keys, by=us.member, now=NOW)
    return us


def _joining(made):
    """A request, somebody who takes part, and what those who take part were told."""
    m = made.planted.fresh
    run = joining.run(profile=Profile.OPEN)
    joining.ask(run, motive=m(), contact=m())
    joining.participation(run.initiative, ground.person(m()))
    message_participants(run.initiative, text=m(), by=run.coordinator, now=NOW)
    group = initiatives.initiative()
    Coordinator.objects.create(initiative=group, person=ground.person(m()), began_on=TODAY)
    made.around += [run.initiative.pk, run.initiative.organisation_id, group.pk]


def _roundtable(made):
    """A meeting to come, with what the citizens' side prepares."""
    m, at = made.planted.fresh, room()
    meeting = at.called()
    write_note(meeting, organisation=at.mothers, text=m(), by=at.mother, now=NOW)
    return meeting


def _applications(made, own, another):
    """Drafts of others, also to the funder's own call, and what reviewers said to another funder."""
    m = made.planted.fresh
    for to in (own, another):
        draft = funding.application(to, funding.old_initiative(), ApplicationState.DRAFT, title=m(), summary=m())
        draft.lines.update(what=m())
        made.drafts.append(draft.pk)
    sent = funding.application(another, funding.old_initiative())
    said = {"reasons": m(), "reviewed_on": TODAY}
    Review.objects.create(application=sent, reviewer=ground.person(m()), admits=True, **said)
    made.private += [*made.drafts, *_keys_of(Review)[:1]]
    made.around += [own.pk, another.pk, sent.pk]


def addresses(made: World) -> list[str]:
    """Every address, filled in with the ids of what is planted and of what lies around it."""
    found = []
    for route in routes():
        parts = [kind or "str" for kind, _name in PART.findall(route.path)]
        near = next((models for start, models in NEAR.items() if route.path.startswith(start)), sum(NEAR.values(), ()))
        ids = _ids(made, [*EVERYWHERE, *dict.fromkeys(near)])
        pools = [KINDS.get(kind) or (list(SLUGS) if kind == "slug" else ids) for kind in parts]
        if parts == ["uuid", "uuid"]:
            pools = [_ids(made, [model for start, model in BEFORE.items() if route.path.startswith(start)]), ids]
        found += [_filled(route, values) for values in product(*pools)]
    return [path for path in found if not path.startswith(LEAVES)]


def _ids(made: World, models: list[type[Model]]) -> list[str]:
    known = {*made.private, *made.around}
    return [str(pk) for model in models for pk in _keys_of(model) if pk in known]


def _filled(route: Route, values: tuple[str, ...]) -> str:
    waiting = iter(values)
    return PART.sub(lambda _part: next(waiting), route.path)


def rows() -> list[object]:
    """All that is planted, as it stands in the tables."""
    models = (*PRIVATE, Membership, Application)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_funder_reaches_no_report_no_person_and_no_request_by_any_address(world, funder):
    """What is not found is only asked for; what answers anything else, a refused method too, is sent to as well."""
    before, wrong = rows(), []
    private = {str(pk) for pk in world.private}
    funder.raise_request_exception = False
    tried = addresses(world)
    assert len(tried) > 1000

    def look(path, answer):
        text = text_of(answer).replace(path, "").replace(quote(path, safe=""), "")
        shows = answer.status_code == HTTPStatus.OK and private & set(path.split("/"))
        broken = answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        if shows or broken or world.planted.found_in(text.encode()):
            wrong.append((path, answer.status_code))

    for path in tried:
        asked = funder.get(path)
        look(path, asked)
        if asked.status_code != HTTPStatus.NOT_FOUND and not path.startswith(OWN_ACCOUNT):
            look(path, funder.post(path, FORM))
    assert wrong == []
    assert rows() == before
    assert funder.get("/financiar/").status_code == HTTPStatus.OK
    assert "/cuenta/salir/" in funder.get("/componentes/").content.decode()  # the walk was that of a funder


def test_what_is_planted_can_be_reached_by_those_whose_it_is(world):
    """The attack means something: the same addresses answer to who belongs there."""
    thread = Thread.objects.get()
    member = thread.organisation.memberships.get(role=Role.COORDINATOR).person
    assert world.planted.found_in(reader(member).get(f"/buzon/t/{thread.pk}/").content)
    request = JoinRequest.objects.get()
    runs = request.initiative.organisation.memberships.get(role=Role.COORDINATOR).person
    pages = [path for path in addresses(world) if str(request.pk) in path and path.count(str(request.pk)) == 1]
    client = reader(runs)
    answers = [client.get(path) for path in pages if path.startswith("/iniciativas/")]
    assert any(world.planted.found_in(answer.content) for answer in answers if not answer.streaming)
