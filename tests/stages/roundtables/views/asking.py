"""How the tests of roundtables' pages ask: signed in with what that needs, a form posted, its errors read."""

from django.urls import reverse

from tejido.ground.people import second_factor
from tejido.ground.people.actions import set_up_app
from tests.factories.moments import NOW


def signed_in(client, who):
    if second_factor.is_required_of(who) and not second_factor.has_one(who):
        set_up_app(by=who, now=NOW)
    client.force_login(who)
    return client


def post_form(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def errors(answer):
    return " ".join(str(error) for errors in answer.context["form"].errors.values() for error in errors)
