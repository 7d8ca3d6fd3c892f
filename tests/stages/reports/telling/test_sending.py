"""From the first page to the receipt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.ground.people.models import Tally
from tejido.ground.vault.models import Thread
from tejido.stages.reports import form_tokens
from tejido.stages.reports.models import Standstill, UsedToken
from tests.factories import ground, listening
from tests.factories.ground import TODAY
from tests.factories.listening import form_token, receipt_in, told

pytestmark = pytest.mark.django_db

TEXT = "Cobran piso en el mercado, los viernes."


@pytest.fixture
def ours():
    return listening.listening(name="Casa de la Memoria").organisation


def page_of(answer):
    return answer.content.decode()


def test_report_is_sent_to_whom_it_is_for_and_its_receipt_opens_it(client, ours):
    listening.listening()
    answer = told(client, ours, TEXT, kind="extortion", where="calle Ñandú", causes=["corruption"])
    receipt = receipt_in(answer)
    assert Thread.objects.get().organisation == ours
    opened = client.post("/n/b/", {"receipt": receipt, "last": receipt[-5:].lower()}, follow=True)
    assert opened.redirect_chain == [("/n/c/", 302)]
    for word in (TEXT, "calle Ñandú", "Extorsión", "Corrupción"):
        assert word in page_of(opened)
    assert receipt not in page_of(opened)


def test_writing_and_the_receipt_need_no_cookie_and_leave_none(client, ours):
    answers = [client.get("/n/"), client.post("/n/a/", {"place": "Juárez, Chihuahua"}), told(client, ours)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.cookies for answer in answers] == [{}, {}, {}]
    assert client.cookies == {}


def test_three_pages_from_the_way_in_to_the_receipt_work_in_english(client, ours):
    page = page_of(client.post("/en/n/a/", {"place": "08037"}))
    token = listening.TOKEN.search(page)[1]
    answer = client.post("/en/n/a/", {"token": token, "near": "08037", "to": str(ours.pk), "text": TEXT})
    assert "your secret receipt" in page_of(answer)
    assert len(receipt_in(answer)) == 25


def test_place_that_several_places_are_called_offers_them_and_a_tap_chooses(client, ours):
    page = page_of(client.post("/n/a/", {"place": "Juarez"}))
    assert 'name="chosen" value="08037"' in page
    assert 'name="token"' in page_of(client.post("/n/a/", {"place": "Juarez", "chosen": "08037"}))


def test_place_that_does_not_exist_says_so_and_keeps_what_was_typed(client, ours):
    page = page_of(client.post("/n/a/", {"place": "Macondo"}))
    assert "Ningún lugar se llama así" in page
    assert 'value="Macondo"' in page


def test_nearest_come_first_and_others_are_offered_where_nobody_listens(client, ours):
    elsewhere = listening.listening(name="De Oaxaca").organisation
    elsewhere.places.set([ground.place("20067", "Oaxaca de Juárez")])
    assert "De Oaxaca" not in page_of(client.post("/n/a/", {"place": "08037"}))
    page = page_of(client.post("/n/a/", {"place": "Tijuana"}))
    assert "Todavía ninguna organización escucha en Tijuana" in page
    assert "De Oaxaca" in page
    assert "Casa de la Memoria" in page


@pytest.mark.parametrize(
    "hidden", [{"verified_on": None}, {"closed_on": TODAY}, {"profile": "protected"}], ids=lambda it: next(iter(it))
)
def test_organisation_that_is_not_verified_closed_or_protected_is_not_offered(client, ours, hidden):
    type(ours).objects.filter(pk=ours.pk).update(**hidden)
    assert "Casa de la Memoria" not in page_of(client.post("/n/a/", {"place": "08037"}))
    assert Thread.objects.count() == 0
    answer = told(client, ours, TEXT)
    assert TEXT in page_of(answer)
    assert Thread.objects.count() == 0


def test_page_says_of_whom_it_offers_all_that_a_person_has_to_know(client):
    us = listening.listening(says={"use": "Leemos los lunes.", "answers_within_days": 7, "retention_days": 90})
    page = page_of(client.post("/n/a/", {"place": "08037"}))
    for word in ("Leemos los lunes.", us.key.fingerprint, "responde en 7 días", "90 días después", "1 persona de ahí"):
        assert word in page
    assert "Lee aquí, en la máquina de este sitio" in page
    us.key.__class__.objects.update(reads_apart=True)
    assert "Lee fuera del sitio, en su propia máquina" in page_of(client.post("/n/a/", {"place": "08037"}))


def test_discreet_organisation_shows_readers_as_a_band(client):
    us = listening.listening(profile="discreet")
    us.member()
    assert "Entre 1 y 4 personas" in page_of(client.post("/n/a/", {"place": "08037"}))


def test_authority_has_to_be_wished_twice(client, ours):
    police = listening.authority().organisation
    answer = told(client, police, TEXT)
    assert Thread.objects.count() == 0
    assert "Elegiste una autoridad" in page_of(answer)
    assert TEXT in page_of(answer)
    receipt_in(told(client, police, TEXT, twice="on"))
    assert Thread.objects.get().organisation == police


def test_what_was_typed_survives_every_error(client, ours):
    typed = {"where": "Plaza", "when": "en mayo", "kind": "threats", "goes_on": "yes", "causes": ["poverty"]}
    answer = client.post(
        "/n/a/", {"token": form_token(client), "near": "08037", "text": TEXT, "municipality": "Juárez", **typed}
    )
    page = page_of(answer)
    assert Thread.objects.count() == 0
    for word in (TEXT, 'value="Plaza"', 'value="en mayo"', 'value="threats" selected', 'value="poverty" id='):
        assert word in page
    assert 'value="poverty" id="id_causes_3" checked' in page


def test_form_sent_twice_arrives_once_and_says_so_with_the_text_kept(client, ours):
    token = form_token(client)
    receipt_in(told(client, ours, TEXT, token=token))
    again = page_of(told(client, ours, TEXT, token=token))
    assert "ya se envió" in again
    assert TEXT in again
    assert (Thread.objects.count(), UsedToken.objects.count()) == (1, 1)
    fresh = listening.TOKEN.search(again)[1]
    receipt_in(told(client, ours, TEXT, token=fresh))
    assert Thread.objects.count() == 2


@pytest.mark.parametrize("what", ["made up", "changed", "a day old", "empty"])
def test_token_that_is_not_ours_sends_nothing_and_keeps_the_text(client, ours, what):
    good = form_token(client)
    token = {
        "made up": "A" * len(good),
        "changed": good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1],
        "a day old": form_tokens.issue(timezone.now() - timedelta(hours=25)),
        "empty": "",
    }[what]
    page = page_of(client.post("/n/a/", {"token": token, "near": "08037", "to": str(ours.pk), "text": TEXT}))
    assert Thread.objects.count() == 0
    assert TEXT in page
    assert f'value="{ours.pk}" id="id_to_0" checked' in page
    receipt_in(told(client, ours, TEXT, token=listening.TOKEN.search(page)[1]))


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_form_that_another_site_sent_asks_again(client, ours, headers):
    data = {"token": form_token(client), "near": "08037", "to": str(ours.pk), "text": TEXT}
    page = page_of(client.post("/n/a/", data, headers=headers))
    assert "Otro sitio envió este formulario" in page
    assert TEXT in page
    assert Thread.objects.count() == 0


def test_form_of_this_site_goes_through_with_its_origin(client, ours):
    data = {"token": form_token(client), "near": "08037", "to": str(ours.pk), "text": TEXT}
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    receipt_in(client.post("/n/a/", data, headers=headers))


def test_field_for_machines_keeps_the_text_of_whose_browser_filled_it_in(client, ours):
    page = page_of(told(client, ours, TEXT, subject="http://spam.example"))
    assert Thread.objects.count() == 0
    assert "Este campo es para las máquinas" in page
    assert TEXT in page


def test_past_the_quota_a_report_waits_and_then_goes_for_certain(client, ours, settings):
    settings.REPORTS_PER_HOUR = 3  # and one for each organisation
    receipt_in(told(client, ours, TEXT))
    page = page_of(told(client, ours, TEXT))
    assert "espera 20 segundos" in page
    assert TEXT in page
    assert Thread.objects.count() == 1
    waiting = listening.TOKEN.search(page)[1]
    early = page_of(told(client, ours, TEXT, token=waiting))
    assert listening.TOKEN.search(early)[1] == waiting
    Tally.objects.filter(what__startswith="reports").update(number=1000)
    waited = form_tokens.issue(timezone.now() - timedelta(seconds=30), wait=timedelta(seconds=20))
    receipt_in(told(client, ours, TEXT, token=waited))
    assert Thread.objects.count() == 2


def test_quota_of_one_organisation_slows_no_other_below_that_of_the_site(client, ours, settings):
    settings.REPORTS_PER_HOUR = 6
    others = listening.listening().organisation
    receipts = [receipt_in(told(client, ours, TEXT)) for _ in range(2)]
    assert "espera" in page_of(told(client, ours, TEXT))
    receipts.append(receipt_in(told(client, others, TEXT)))
    assert len(set(receipts)) == 3


def test_emergency_switch_takes_nothing_and_keeps_the_text(client, ours):
    token = form_token(client)
    receipt = receipt_in(told(client, ours, "Antes"))
    Standstill.objects.create(since=TODAY)
    assert "Por ahora nadie puede enviar" in page_of(client.get("/n/"))
    page = page_of(told(client, ours, TEXT, token=token))
    assert "Por ahora nadie puede enviar" in page
    assert TEXT in page
    assert Thread.objects.count() == 1
    assert "Antes" in page_of(listening.come_back(client, receipt))


def test_municipality_that_could_be_several_is_asked_again(client, ours):
    page = page_of(told(client, ours, TEXT, municipality="Benito Juárez"))
    assert "Hay varios lugares con ese nombre" in page
    assert Thread.objects.count() == 0


def test_point_is_chosen_on_the_map_and_only_ever_sealed(client, ours):
    data = {"token": form_token(client), "near": "08037", "text": TEXT, "to": str(ours.pk)}
    page = page_of(client.post("/n/a/", data | {"map.x": "100", "map.y": "120"}))
    assert TEXT in page
    assert Thread.objects.count() == 0
    latitude, longitude = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("latitude", "longitude"))
    assert (31 < float(latitude) < 32, -107 < float(longitude) < -106) == (True, True)
    token = listening.TOKEN.search(page)[1]
    sent = client.post("/n/a/", data | {"token": token, "latitude": latitude, "longitude": longitude})
    opened = page_of(listening.come_back(client, receipt_in(sent)))
    assert f"{float(latitude):.4f}, {float(longitude):.4f}" in opened


def test_enter_in_a_field_is_no_point_on_the_map(client, ours):
    data = {"token": form_token(client), "near": "08037", "text": TEXT, "map.x": "0", "map.y": "0"}
    page = page_of(client.post("/n/a/", data))
    assert "No se eligió ningún punto" in page
    assert TEXT in page


def test_map_is_a_small_png_whose_address_names_no_place(client, ours):
    page = page_of(client.post("/n/a/", {"place": "08037"}))
    address = page.split('type="image" name="map" src="')[1].split('"')[0]
    answer = client.get(address)
    assert (answer.headers["Content-Type"], answer.content[:4]) == ("image/png", b"\x89PNG")
    assert len(answer.content) < 8000
    assert "08037" not in address
    assert client.get(address[:-6] + "xx.png").status_code == 404


def test_page_without_anybody_who_listens_says_so_and_names_the_official_doors(client):
    ground.place()
    page = page_of(client.post("/n/a/", {"place": ""}))
    assert "Todavía ninguna organización escucha aquí" in page
    assert "/puertas/" in page
