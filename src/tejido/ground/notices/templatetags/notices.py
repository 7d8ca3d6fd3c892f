"""The button to follow something: `{% load notices %}`."""

from typing import Any

from django import template
from django.template.context import RequestContext

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.queries import follows

register = template.Library()


@register.inclusion_tag("notices/follow_button.html", takes_context=True)
def follow_button(context: RequestContext, subject: Recorded, feed: str = "") -> dict[str, Any]:
    """Draw the button that follows `subject`, or no longer: `{% follow_button initiative feed=feed_url %}`.

    A visitor gets plain links instead, to the Atom feed where there is one and to sign-in, so that their page stays
    without a form and a cookie. Costs one query for somebody signed in.
    """
    person = context.get("person")
    return {
        "person": person,
        "subject": subject.record_name,
        "is_followed": follows(person, subject.record_name),
        "feed": feed,
        "path": context["request"].get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
