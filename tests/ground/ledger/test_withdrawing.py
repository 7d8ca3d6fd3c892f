"""A text is withdrawn by two people: it is gone from every file, and every proof still holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tejido.engines.record import verify_log
from tejido.ground.ledger import actions, audit, naming, publishing, queries, wiping, withdrawal
from tejido.ground.ledger.models import Leaf, LeafText, Withdrawal
from tejido.ground.ledger.vocabulary import Reason
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import membership, organisation, person
from tests.ground.ledger.things import DAY, act

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
SECRET = "Se reúnen en casa de Amapola Zyxwvut los martes"


@pytest.fixture
def ours():
    return organisation(about=SECRET, searchable="somos amapola zyxwvut")


@pytest.fixture
def leaf(ours):
    return act("organisation.described", subject=ours, by=ours, text=SECRET)


@pytest.fixture
def hosts():
    return person(is_host=True), person(is_host=True)


def withdraw(leaf, hosts, now=NOW):
    one, other = hosts
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=one, now=now)
    return actions.confirm_withdrawal(leaf, by=other, now=now)


def test_withdrawal_leaves_a_tombstone_and_says_so_in_the_record(leaf, ours, hosts):
    told = withdraw(leaf, hosts)
    beside = LeafText.objects.get()
    assert (beside.text, beside.salt, beside.withdrawn_on) == ("", None, datetime(2026, 3, 2).date())
    assert (told.verb, told.subject, told.actor) == ("record.text.withdrawn", ours.record_name, "site")
    assert told.fields == {"leaf": leaf.index, "reason": "where"}
    assert not Withdrawal.objects.exists()


def test_withdrawn_text_leaves_every_proof_as_it_was(leaf, hosts):
    kept = actions.make_checkpoint(now=NOW).note
    withdraw(leaf, hosts)
    note = actions.make_checkpoint(now=NOW).note
    texts = publishing.text_lines(0, DAY)
    found = verify_log(publishing.leaf_lines(), note, since=kept, texts=texts)
    assert (found.ok, found.texts_withdrawn, found.texts_checked) == (True, 1, 0)


def test_withdrawal_empties_the_column_that_repeats_the_text(leaf, ours, hosts):
    withdraw(leaf, hosts)
    ours.refresh_from_db()
    assert ours.about == ""


def test_withdrawal_empties_what_makes_the_text_findable(hosts):
    ours = organisation(name="Amapola Zyxwvut", searchable="amapola zyxwvut")
    withdraw(act("organisation.registered", subject=ours, by=ours, text=ours.name), hosts)
    ours.refresh_from_db()
    assert (ours.name, ours.searchable) == ("", "")


def test_withdrawal_of_an_old_text_leaves_what_is_said_now(leaf, ours, hosts):
    Organisation.objects.filter(pk=ours.pk).update(about="Acompañamos.")
    act("organisation.described", subject=ours, by=ours, text="Acompañamos.")
    withdraw(leaf, hosts)
    ours.refresh_from_db()
    assert ours.about == "Acompañamos."


def test_withdrawal_has_the_copies_of_the_app_deleted(leaf, ours, hosts, monkeypatch):
    forgotten = []
    monkeypatch.setattr(withdrawal, "_forget", {})
    withdrawal.register("organisation", lambda *what: forgotten.append(what))
    withdraw(leaf, hosts)
    assert forgotten == [(str(ours.pk), "organisation.described", SECRET)]


def test_one_person_cannot_withdraw_alone(leaf, hosts):
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)
    with pytest.raises(actions.SamePerson):
        actions.confirm_withdrawal(leaf, by=hosts[0], now=NOW)
    assert LeafText.objects.get().text == SECRET


def test_withdrawal_is_for_coordinators_of_who_acted_or_to_whom_it_happened(leaf, ours):
    one, other = person(), person()
    membership(one, ours, Role.COORDINATOR)
    membership(other, organisation(), Role.COORDINATOR)
    actions.ask_withdrawal(leaf, reason=Reason.DANGER, by=one, now=NOW)
    with pytest.raises(NotAllowed):
        actions.confirm_withdrawal(leaf, by=other, now=NOW)


def test_liaison_of_an_institution_cannot_hide_what_it_promised(hosts):
    police = organisation(kind=Kind.INSTITUTION)
    at = police.posts.create(title="Dirección")
    liaison = person()
    membership(liaison, police, Role.LIAISON, at)
    with pytest.raises(NotAllowed):
        actions.ask_withdrawal(act(by=at, text="Prometo"), reason=Reason.DANGER, by=liaison, now=NOW)


@pytest.mark.parametrize("reason", ["", "porque sí"])
def test_withdrawal_without_a_reason_of_the_list_is_refused(leaf, hosts, reason):
    with pytest.raises(actions.NoReason):
        actions.ask_withdrawal(leaf, reason=reason, by=hosts[0], now=NOW)


def test_withdrawal_is_asked_for_once(leaf, hosts):
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)
    with pytest.raises(actions.AlreadyAsked):
        actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[1], now=NOW)


def test_text_is_withdrawn_once(leaf, hosts):
    withdraw(leaf, hosts)
    with pytest.raises(actions.NoText):
        actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)


def test_nothing_is_withdrawn_that_nobody_asked_for(leaf, hosts):
    with pytest.raises(actions.NothingAsked):
        actions.confirm_withdrawal(leaf, by=hosts[0], now=NOW)
    with pytest.raises(actions.NothingAsked):
        actions.drop_withdrawal(leaf, by=hosts[0], now=NOW)


def test_request_can_be_dropped_and_asked_for_anew(leaf, hosts):
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)
    actions.drop_withdrawal(leaf, by=hosts[1], now=NOW)
    withdraw(leaf, hosts)
    assert LeafText.objects.get().text == ""


def test_request_is_forgotten_after_thirty_days(leaf, hosts):
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)
    assert actions.forget_withdrawals(now=NOW + timedelta(days=30)) == 0
    assert actions.forget_withdrawals(now=NOW + timedelta(days=31)) == 1


def test_request_waits_for_those_who_may_confirm_it(leaf, hosts):
    actions.ask_withdrawal(leaf, reason=Reason.WHERE, by=hosts[0], now=NOW)
    [waiting] = queries.pending_of(hosts[1], NOW.date())
    assert (waiting.url, waiting.since) == (f"/bitacora/{leaf.index}/retirar/", NOW.date())
    assert queries.pending_of(hosts[0], NOW.date()) == queries.pending_of(person(), NOW.date()) == []


def traces(secrets: list[bytes]) -> set[str]:
    """Return in which files of SQLite's database something of `secrets` lies."""
    database = Path(connection.settings_dict["NAME"])
    files = [database, *database.parent.glob(f"{database.name}-*")]
    return {file.name for file in files for content in [file.read_bytes()] if any(one in content for one in secrets)}


@pytest.mark.django_db(transaction=True)
def test_withdrawn_text_and_salt_lie_in_no_file_of_sqlite(hosts):
    if connection.vendor != "sqlite":
        pytest.skip("is about the files of SQLite")
    ours = organisation(about=SECRET, searchable="se reunen en casa de amapola zyxwvut")
    long = SECRET + " y luego se van. " * 4000  # spills over many pages
    leaves = [act("organisation.described", subject=ours, by=ours, text=text) for text in (long, SECRET)]
    salts = [bytes(leaf.text_beside.salt) for leaf in leaves]
    for number in range(50):
        act(subject=ours, by=ours, text=f"Otro texto {number}")
    secrets = [b"Amapola Zyxwvut", b"amapola zyxwvut", b"y luego se van", *salts]
    assert traces(secrets)
    for leaf in leaves:
        withdraw(leaf, hosts)
    Organisation.objects.filter(pk=ours.pk).update(searchable="")  # the test's own words, no text of a leaf
    wiping.wipe()
    assert traces(secrets) == set()


@pytest.mark.django_db(transaction=True)
def test_wiping_is_tried_again_where_somebody_reads(leaf, hosts):
    if connection.vendor != "sqlite":
        pytest.skip("is about the files of SQLite")
    import sqlite3

    from django_tasks_db.models import DBTaskResult

    from tejido.ground.ledger.wiping import wipe_later

    reader = sqlite3.connect(connection.settings_dict["NAME"], uri="file:" in str(connection.settings_dict["NAME"]))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM ledger_leaf").fetchall()
    withdraw(leaf, hosts)
    assert [task.task_path for task in DBTaskResult.objects.all()] == ["tejido.ground.ledger.wiping.wipe_later"]
    wipe_later.call()
    assert DBTaskResult.objects.count() == 2
    reader.close()
    wipe_later.call()
    assert DBTaskResult.objects.count() == 2
    assert traces([b"Zyxwvut"]) == set()


@pytest.fixture
def coordinators(ours, monkeypatch):
    """Two people of the same organisation, whose page is not of interest here."""
    monkeypatch.setattr(naming, "_names", {})
    found = person(), person()
    for who in found:
        membership(who, ours, Role.COORDINATOR)
    return found


def answer(client, address: str, who, **data):
    client.force_login(who)
    return client.post(address, data, follow=True) if data else client.get(address)


def read(*args, **data) -> str:
    return answer(*args, **data).content.decode()


def test_page_of_the_withdrawal_leads_two_people_through(client, leaf, coordinators):
    one, other = coordinators
    address = f"/bitacora/{leaf.index}/retirar/"
    assert "Retirar este texto" in read(client, f"/bitacora/{leaf.index}/", one)
    assert "Elige un motivo" in read(client, address, one, ask="1")
    assert "espera a otra persona" in read(client, address, one, ask="1", reason="where")
    assert "Retirar el texto para siempre" not in read(client, address, one)
    assert "Otra persona tiene que confirmarlo" in read(client, address, one, confirm="1")
    assert "Retirar el texto para siempre" in read(client, address, other)
    shown = read(client, address, other, confirm="1")
    assert "Este texto se retiró para proteger a alguien" in shown
    assert "Amapola" not in shown


def test_page_of_the_withdrawal_lets_a_request_go(client, leaf, coordinators):
    address = f"/bitacora/{leaf.index}/retirar/"
    read(client, address, coordinators[0], ask="1", reason="danger")
    assert "El texto se queda como está" in read(client, address, coordinators[1], drop="1")
    assert "Amapola" in read(client, f"/bitacora/{leaf.index}/", coordinators[1])


def test_page_of_the_withdrawal_is_for_those_who_may(client, leaf, coordinators):
    address = f"/bitacora/{leaf.index}/retirar/"
    assert client.get(address).status_code == 302
    assert answer(client, address, person()).status_code == 403
    assert "Retirar este texto" not in read(client, f"/bitacora/{leaf.index}/", person())


def test_kind_without_audit_has_its_text_withdrawn_all_the_same(hosts):
    assert "thing" not in audit.AUDITED
    withdraw(act(text=SECRET), hosts)
    assert (Leaf.objects.count(), LeafText.objects.get().text) == (3, "")
