from http import HTTPStatus

import pytest


@pytest.mark.django_db
def test_home_to_a_visitor_sets_no_cookie(client):
    answer = client.get("/")
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
