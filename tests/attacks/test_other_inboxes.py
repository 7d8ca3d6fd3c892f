"""Promise 1 from inside: nobody reads or changes another's inbox, by any address, in any role, with any old session."""

import pytest
from django.test import Client
from django.urls import reverse

from tejido.engines.sealing import FileHeader
from tejido.ground.organisations.actions import end_membership
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.stages.reports import inbox_urls
from tejido.stages.reports.models import Handling
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader

pytestmark = pytest.mark.django_db
MARKER = "qzx4711vwk"
SLUGS = ("cerrar", "contar", "remitir", "nota", "etiquetas", "encargar", "abrir")
NOT_OF_ONE_INBOX = {"inbox-list", "inbox-digest"}


@pytest.fixture
def us():
    return vault.listening()


@pytest.fixture
def addresses(us):
    """Every address of the inbox, filled with what is ours."""
    opened = vault.thread(us, {"text": MARKER})
    file = opened.thread.add_file(FileHeader(f"{MARKER}.ogg", "audio/ogg", 3), iter([b"abc"]), now=NOW)
    proposal = opened.thread.items()[0].id
    values = {
        "inbox": {"pk": us.organisation.pk},
        "report": {"pk": opened.thread.row.pk, "file": file.pk, "proposal": proposal},
    }
    found = {}
    for pattern in inbox_urls.urlpatterns:
        if pattern.name in NOT_OF_ONE_INBOX:
            continue
        known = values["inbox" if pattern.name.startswith("inbox") else "report"]
        wanted = pattern.pattern.converters
        for slug in (
            ("cerrar", "contar", "remitir", "nota", "etiquetas", "encargar", "abrir") if "slug" in wanted else ("",)
        ):
            given = {name: slug if name == "slug" else known[name] for name in wanted}
            found[f"{pattern.name} {slug}"] = reverse(pattern.name, kwargs=given)
    return found


def state():
    """All rows that an inbox can change."""
    return [list(model.objects.order_by("pk").values()) for model in (Thread, Item, Wrap, SealedFile, Handling)]


FORM = {
    "text": "x",
    "nota-text": "x",
    "labels": "x",
    "person": "",
    "outcome": "read",
    "words": MARKER,
    "sure": "yes",
    "place": "08037",
    "kind": "other",
    "why": "x",
    "part_1": "x",
}


def try_everything(client, addresses, us):
    """Ask for and send to every address; return what answered with anything but a refusal, or with what is ours."""
    form = FORM | {"thread": [str(pk) for pk in us.organisation.threads.values_list("pk", flat=True)]}
    before, wrong = state(), []
    for name, url in addresses.items():
        for answer in (client.get(url), client.post(url, form)):
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            away = answer.status_code == 302 and answer["Location"].startswith("/cuenta/")
            if not (away or answer.status_code in {403, 404, 405}) or MARKER.encode() in content:
                wrong.append((name, answer.status_code))
    if state() != before:
        wrong.append("something was changed")
    return wrong


def stranger():
    return reader_of(ground.person())


def reader_of(who):
    vault.key_of(who)
    return reader(who)


def host():
    return reader_of(ground.person(is_host=True))


def funder():
    who = ground.person()
    ground.membership(who, ground.organisation(kind=Kind.FUNDER), Role.COORDINATOR)
    return reader_of(who)


def liaison():
    return reader(vault.listening(ground.institution()).member)


def of_another_organisation():
    return reader(vault.listening().member)


@pytest.mark.parametrize("who", [Client, stranger, host, funder, liaison, of_another_organisation])
def test_nobody_else_gets_anything_by_any_address(who, us, addresses):
    assert try_everything(who(), addresses, us) == []


def test_member_gets_it_by_the_same_addresses(us, addresses):
    """The attack means something: these addresses answer to who belongs there."""
    client = reader(us.member)
    assert MARKER in client.get(addresses["report "]).content.decode()
    assert MARKER in client.get(addresses["inbox "]).content.decode()
    assert b"".join(client.get(addresses["report-sealed-file "]).streaming_content) == b"abc"


def test_old_session_of_a_removed_member_reads_and_changes_nothing(us, addresses):
    colleague = us.colleague()
    client = reader(colleague.member)
    assert MARKER in client.get(addresses["report "]).content.decode()
    end_membership(colleague.member.memberships.get(), by=us.member, now=NOW)
    assert try_everything(client, addresses, us) == []


def test_removed_member_with_the_wrap_that_they_kept_opens_nothing(us, addresses):
    """They put back what they copied of the key store, as whoever holds an old backup could."""
    colleague = us.colleague()
    client = reader(colleague.member)
    end_membership(colleague.member.memberships.get(), by=us.member, now=NOW)
    vault.hold(us, colleague.member)
    assert try_everything(client, addresses, us) == []


def test_liaison_of_an_ended_post_reads_nothing(addresses):
    police = vault.listening(ground.institution())
    vault.thread(police, {"text": MARKER})
    client, url = reader(police.member), f"/buzon/{police.organisation.pk}/"
    assert MARKER in client.get(url).content.decode()
    police.organisation.posts.update(ended_on=NOW.date())
    assert client.get(url).status_code == 404


def test_funder_whose_rows_were_tampered_with_has_no_inbox():
    who, organisation = ground.person(), ground.organisation()
    ground.membership(who, organisation, Role.COORDINATOR)
    opened = vault.thread(vault.Listening(organisation, who, vault.key_of(who), make_key(organisation, who)))
    organisation.kind = Kind.FUNDER
    organisation.save()
    assert reader(who).get(f"/buzon/t/{opened.thread.row.pk}/").status_code == 404


def make_key(organisation, who):
    from tejido.ground.organisations.actions import make_first_key

    return make_first_key(organisation, pair=vault.key_of(who), by=who, now=NOW)
