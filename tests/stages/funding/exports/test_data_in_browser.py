"""The page of the files in a browser: accessible in both languages, and it fits a small phone."""

import pytest

from tests.browser import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_of_the_files_is_accessible_and_fits(page, live_server, prefix):
    page.goto(f"{live_server.url}{prefix}/financiar/datos/")
    assert_accessible(page)
    assert_fits(page)
