import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible, assert_fits
from tests.ground.intake.test_import_pages import member, municipalities

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BROKEN = "".join(f"09{number:03},Lugar {number},31/02/2000,mil\n" for number in range(60))
TABLE = "Mesa de seguridad\nNúm.,Localidad,Fundación,Canchas\n08037,Juárez,12/10/1659,4\n08019,Chihuahua,,3\n" + BROKEN


@pytest.fixture
def signed_in(client, context, live_server):
    client.force_login(member("secretaria técnica"))
    context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}])
    return context


def looked_at(page: Page) -> None:
    """Look at the page as a screen reader and a narrow phone would."""
    assert_accessible(page)
    assert_fits(page)


def choose(page: Page, table: str) -> None:
    page.set_input_files("input[type=file]", [{"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}])
    page.get_by_role("button", name="Leer la tabla").click()


def test_table_is_chosen_matched_looked_at_and_imported(signed_in, live_server):
    page = signed_in.new_page()
    page.goto(f"{live_server.url}/importar/municipios/")
    looked_at(page)
    choose(page, "%PDF-1.7")
    assert "diga lo que diga su nombre" in page.get_by_role("main").inner_text()
    assert_accessible(page)
    choose(page, TABLE)
    looked_at(page)
    page.get_by_label("Clave").select_option("0")
    page.get_by_label("Nombre").select_option("1")
    page.get_by_role("button", name="Revisar los renglones").click()
    assert "Por corregir\n60" in page.get_by_role("main").inner_text()
    looked_at(page)
    page.get_by_role("button", name="Importar 2 renglones").click()
    assert "Nuevos: 2." in page.get_by_role("main").inner_text()
    looked_at(page)
    assert sorted(municipalities().values_list("name", flat=True)) == ["Chihuahua", "Juárez"]


def test_import_works_without_scripts(client, new_context, live_server):
    client.force_login(member("secretaria técnica"))
    context = new_context(java_script_enabled=False)
    context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/importar/municipios/")
    choose(page, TABLE.replace("Núm.,Localidad", "Clave,Nombre"))
    page.get_by_role("button", name="Importar 2 renglones").click()
    assert "Nuevos: 2." in page.get_by_role("main").inner_text()
