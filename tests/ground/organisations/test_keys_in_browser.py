"""Two people make the keys of their organisation and compare fingerprints, in Chromium."""

import pytest

from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.actions import set_up_app
from tejido.ground.people.second_factor import current_code
from tests.factories.ground import PASSWORD, membership, organisation, person
from tests.factories.keys import key_of
from tests.factories.moments import NOW
from tests.ground.people.entering import NAME
from tests.ground.people.test_people_in_browser import look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("/en", "dark")])
def test_first_key_is_made_and_a_colleague_let_in(page, live_server, language, scheme):
    page.emulate_media(color_scheme=scheme)
    ours, coordinator, colleague = organisation(), person(NAME), person()
    membership(coordinator, ours, Role.COORDINATOR)
    membership(colleague, ours)
    set_up_app(by=coordinator, now=NOW)
    keys = f"{live_server.url}{language}/organizaciones/{ours.pk}/llaves/"
    mark = f"{language.strip('/')}-{scheme}"
    page.goto(keys)
    look(page, f"keys-none{mark}")
    sign_in(page, live_server.url + language)
    page.fill("[name=code]", current_code(coordinator))
    page.click("main form button")

    page.goto(keys)
    page.click("main .actions a.button")
    look(page, f"key-make{mark}")
    page.fill("[name=current_password]", PASSWORD)
    page.click("main form button")
    look(page, f"key-first{mark}")
    page.check("[name=without]")
    page.click("main form.stacked button")
    page.wait_for_url(keys)
    look(page, f"keys{mark}")

    page.goto(f"{live_server.url}{language}/cuenta/llave/")
    look(page, f"key-open{mark}")
    page.click("main form button")
    heard = key_of(colleague).fingerprint[-5:]
    page.goto(keys)
    page.click(f"main a[href*='{key_of(colleague).pk}']")
    look(page, f"key-unlock{mark}")
    page.fill("[name=current_password]", PASSWORD)
    page.click("main form button")
    look(page, f"key-grant{mark}")
    page.fill("[name=fingerprint]", heard)
    page.click("main form.stacked button")
    page.wait_for_url(keys)
    assert page.locator("main h3", has_text=colleague.name).count() == 1
    assert key_of(colleague).organisation_wraps.count() == 1
    page.goto(f"{keys}nueva/")
    look(page, f"key-next{mark}")
