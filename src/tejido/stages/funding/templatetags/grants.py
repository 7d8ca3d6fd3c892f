"""How templates read and write grants."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.profiles import Output
from tejido.stages.funding.models import Grant
from tejido.stages.funding.queries.published_grants import PublishedGrant, publish

register = template.Library()


@register.simple_tag
def told(grant: Grant, output: str) -> PublishedGrant | None:
    """Return a row of `with_parts` as others read it: `{% told row "list" as it %}`."""
    return publish(grant, Output(output), localdate())


@register.filter
def counted(number: tuple[Decimal | int, Decimal | int | None]) -> str:
    """Write a number of a result, exactly or as a band."""
    least, most = number
    if most is None:
        return _("%(number)s or more") % {"number": _plain(least)}
    if least == most:
        return _plain(least)
    return _("%(least)s to %(most)s") % {"least": _plain(least), "most": _plain(most)}


def _plain(figure: Decimal | int) -> str:
    whole = figure == int(figure)
    return str(number_format(int(figure) if whole else figure, force_grouping=True))
