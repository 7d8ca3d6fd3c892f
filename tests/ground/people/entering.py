"""Ways through the doors of an account, as a browser takes them."""

import re

from django.test import Client

from tests.factories.ground import PASSWORD

NAME = "La Bruja del 71"
SIGN_UP = "/cuenta/registrarse/"
SIGN_IN = "/cuenta/entrar/"


def signed_up(client: Client, name: str = NAME, password: str = PASSWORD) -> list[str]:
    """Sign up and return the codes that the answer shows."""
    answer = client.post(SIGN_UP, {"name": name, "password": password, "password_again": password})
    return codes_in(answer)


def codes_in(answer) -> list[str]:
    """Return the recovery codes that a page shows."""
    return re.findall(r"\b(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}\b", answer.content.decode())


def sign_in(client: Client, name: str = NAME, password: str = PASSWORD, **more):
    """Post the sign-in form."""
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def person_of(client: Client) -> str | None:
    """Return the id of whoever the browser is signed in as."""
    return client.session.get("_auth_user_id")


def bare(answer, *names: str) -> str:
    """Return a page without what differs by chance or by what was typed: the token of its forms, and `names`."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for name in names:
        text = text.replace(name, "")
    return text


def refused(answer) -> list[str]:
    """Return the codes of what the form of a page refuses as a whole."""
    return [problem.code for problem in answer.context["form"].non_field_errors().as_data()]
