"""The inbox: boxes, reading, searching, closing many, the newest key."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.ground.vault.models import Thread, Wrap
from tejido.ground.vault.threads import by_receipt
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def us():
    return vault.listening()


def page(client, of, box=""):
    return client.get(f"/buzon/{of.organisation.pk}/" + (f"?caja={box}" if box else "")).content.decode()


def count(html, label):
    return int(re.search(rf"<span>{label}</span> <span class=\"boxes-count\">(\d+)", html)[1])


def test_report_lies_unread_until_somebody_reads_it_then_waits_for_us_and_for_them(us):
    vault.thread(us, {"text": "Cobran piso", "kind": "extortion"})
    client, thread = reader(us.member), Thread.objects.get()
    html = page(client, us)
    assert ("Cobran piso" in html, "Extorsión" in html) == (True, True)
    labels = ("Sin leer", "Nos toca", "Les toca", "Cerrados")
    assert [count(html, label) for label in labels] == [1, 1, 0, 0]
    assert "Cobran piso" in client.get(f"/buzon/t/{thread.pk}/").content.decode()
    assert [count(page(client, us), label) for label in labels] == [0, 1, 0, 0]
    client.post(f"/buzon/t/{thread.pk}/", {"text": "¿Desde cuándo?", "is_question": "on"})
    assert [count(page(client, us), label) for label in labels] == [0, 0, 1, 0]
    client.post(f"/buzon/t/{thread.pk}/cerrar/", {"outcome": "acted", "text": "Fuimos con ellos."})
    assert [count(page(client, us), label) for label in labels] == [0, 0, 0, 1]


def test_reporter_reads_what_the_organisation_answers_and_asks(us):
    opened = vault.thread(us)
    client, url = reader(us.member), f"/buzon/t/{opened.thread.row.pk}/"
    client.post(url, {"text": "Gracias"})
    client.post(url, {"text": "¿Quién más lo vio?", "is_question": "on"})
    client.post(f"{url}cerrar/", {"outcome": "closed", "text": ""})
    said = [(it.kind, it.payload.get("text")) for it in by_receipt(opened.receipt).items()]
    expected = [("message", "Gracias"), ("question", "¿Quién más lo vio?"), ("outcome", "")]
    assert said[1:] == expected


def test_empty_answer_is_refused_with_words_and_keeps_nothing(us):
    opened = vault.thread(us)
    answer = reader(us.member).post(f"/buzon/t/{opened.thread.row.pk}/", {"text": "  "})
    assert (answer.status_code, "field-error" in answer.content.decode()) == (200, True)
    assert len(by_receipt(opened.receipt).items()) == 1


def test_notes_and_labels_are_for_members_and_sealed(us):
    opened = vault.thread(us)
    url = f"/buzon/t/{opened.thread.row.pk}/"
    client = reader(us.member)
    client.post(f"{url}hacer/nota/", {"nota-text": "Preguntar a la parroquia"})
    client.post(f"{url}hacer/etiquetas/", {"labels": "mercado, urgente"})
    client.post(f"{url}hacer/etiquetas/", {"labels": "mercado"})
    html = client.get(url).content.decode()
    assert ("Preguntar a la parroquia" in html, us.member.name in html) == (True, True)
    assert re.findall(r'<span class="badge quiet">(\w+)</span>', html) == ["mercado"]
    assert "mercado" in page(client, us)
    assert [it.kind for it in by_receipt(opened.receipt).items()] == ["report"]


def test_too_many_labels_are_refused_in_words(us):
    opened = vault.thread(us)
    url = f"/buzon/t/{opened.thread.row.pk}/"
    answer = reader(us.member).post(f"{url}hacer/etiquetas/", {"labels": "a,b,c,d,e,f"}, follow=True)
    assert "A lo más cinco etiquetas" in answer.content.decode()


def test_report_is_handed_to_somebody_who_reads_and_to_nobody_else(us):
    colleague = us.colleague()
    stranger = ground.person()
    opened = vault.thread(us)
    url = f"/buzon/t/{opened.thread.row.pk}/"
    client = reader(us.member)
    client.post(f"{url}hacer/encargar/", {"person": str(colleague.member.pk)})
    assert Thread.objects.get().handling.looked_after_by == colleague.member
    client.post(f"{url}hacer/encargar/", {"person": str(stranger.pk)})
    assert Thread.objects.get().handling.looked_after_by == colleague.member


def test_search_finds_words_of_any_item_without_accents_and_stands_in_no_address(us):
    one, other = vault.thread(us, {"text": "En el mercado Juárez"}), vault.thread(us, {"text": "Una patrulla"})
    client = reader(us.member)
    client.post(f"/buzon/t/{other.thread.row.pk}/hacer/nota/", {"nota-text": "cerca del mercado juarez"})
    answer = client.post(f"/buzon/{us.organisation.pk}/buscar/", {"words": "mercado juarez"})
    found = set(re.findall(r"/buzon/t/([0-9a-f-]+)/", answer.content.decode()))
    assert found == {str(one.thread.row.pk), str(other.thread.row.pk)}
    answer = client.post(f"/buzon/{us.organisation.pk}/buscar/", {"words": "patrulla"})
    assert set(re.findall(r"/buzon/t/([0-9a-f-]+)/", answer.content.decode())) == {str(other.thread.row.pk)}
    assert client.get(f"/buzon/{us.organisation.pk}/buscar/?words=patrulla").status_code == 302


def test_many_are_closed_at_once_after_asking_and_only_of_this_inbox(us):
    for _ in range(3):
        vault.thread(us)
    theirs = vault.thread(vault.listening()).thread.row
    ids = [str(pk) for pk in Thread.objects.values_list("pk", flat=True)]
    client, url = reader(us.member), f"/buzon/{us.organisation.pk}/cerrar/"
    assert client.post(url, {"thread": ids}).status_code == 200
    assert Thread.objects.filter(closed_on=None).count() == 4
    client.post(url, {"thread": [*ids, "nothing"], "sure": "yes"})
    assert list(Thread.objects.filter(closed_on=None)) == [theirs]


def test_list_costs_as_many_queries_for_five_reports_as_for_one(us):
    client = reader(us.member)
    numbers = []
    for _ in range(2):
        for _each in range(4 if numbers else 1):
            vault.thread(us)
        page(client, us)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, us)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_open_reports_are_sealed_to_the_newest_key(us):
    opened = vault.thread(us)
    new = vault.version(us)
    client = reader(us.member)
    assert "llave anterior" in page(client, us)
    client.post(f"/buzon/{us.organisation.pk}/llave/")
    assert set(Wrap.objects.filter(side="organisation").values_list("key", flat=True)) == {new.pk}
    assert "llave anterior" not in page(client, us)
    assert "En la esquina" in client.get(f"/buzon/t/{opened.thread.row.pk}/").content.decode()


def test_without_an_open_key_the_pages_lead_to_where_it_opens(us):
    opened = vault.thread(us)
    client = signed_in(us.member)
    for url in (f"/buzon/{us.organisation.pk}/", f"/buzon/t/{opened.thread.row.pk}/"):
        assert client.get(url)["Location"].startswith("/cuenta/llave/abrir/?next=")


def test_file_is_handed_out_opened_as_a_file_to_save(us):
    from tejido.engines.sealing import FileHeader

    opened = vault.thread(us)
    row = opened.thread.add_file(FileHeader("<b>audio.ogg", "text/html", 3), iter([b"abc"]), now=NOW)
    client = reader(us.member)
    answer = client.get(f"/buzon/t/{opened.thread.row.pk}/archivos/{row.pk}/")
    assert b"".join(answer.streaming_content) == b"abc"
    assert (answer["Content-Type"], answer["Content-Disposition"][:10]) == ("application/octet-stream", "attachment")
    assert "no-store" in answer["Cache-Control"]
    html = client.get(f"/buzon/t/{opened.thread.row.pk}/").content.decode()
    assert ("&lt;b&gt;audio.ogg" in html, "<b>audio" in html) == (True, False)


def test_item_that_was_changed_behind_the_sites_back_is_said_to_be(us):
    from tejido.ground.vault.models import Item

    opened = vault.thread(us)
    Item.objects.update(sealed=b"x" * 100)
    html = reader(us.member).get(f"/buzon/t/{opened.thread.row.pk}/").content.decode()
    assert "no se abre" in html


def test_pending_says_that_something_waits_and_nothing_of_it(us):
    vault.thread(us, {"text": "Cobran piso"})
    html = signed_in(us.member).get("/pendientes/").content.decode()
    assert (f"buzón de {us.organisation.name}" in html, "Cobran" in html) == (True, False)


def test_way_into_the_inbox_stands_on_the_organisations_page_for_who_reads_only(us, client):
    url, way = us.organisation.get_absolute_url(), f"/buzon/{us.organisation.pk}/"
    stranger = signed_in(ground.person())
    pages = [one.get(url).content.decode() for one in (signed_in(us.member), stranger, client)]
    assert [way in html for html in pages] == [True, False, False]


def test_answering_without_opening_the_page_first_leaves_nothing_unread(us):
    opened = vault.thread(us)
    reader(us.member).post(f"/buzon/t/{opened.thread.row.pk}/", {"text": "Gracias"})
    assert Thread.objects.get().is_unread is False


def test_report_counts_once_under_what_the_member_chose_and_the_thread_keeps_only_that_it_does(us):
    from tejido.stages.reports.models import Handling, Tally

    ground.place()
    opened = vault.thread(us, {"text": "Cobran piso", "kind": "extortion", "place": "08037"})
    client, url = reader(us.member), f"/buzon/t/{opened.thread.row.pk}/contar/"
    assert 'value="08037"' in client.get(url).content.decode()
    form = {"place": "08037", "kind": "extortion", "causes": ["corruption"]}
    assert client.post(url, form).status_code == 302
    assert "Ya cuenta." in client.post(url, form).content.decode()
    tallies = sorted(Tally.objects.values_list("topic", "area", "count"))
    assert tallies == [("cause:corruption", "08037", 1), ("kind:extortion", "08037", 1)]
    assert list(Handling.objects.values_list("looked_after_by", "is_counted")) == [(None, True)]
