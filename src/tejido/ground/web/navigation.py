"""The loop as navigation. A step whose room is not built yet is left out, so that no link leads nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """A step of the loop: its verb, and the names of the addresses that belong to it, the way in first."""

    name: str
    verb: Promise
    url_names: Sequence[str]


@dataclass(frozen=True)
class Link:
    """A step as the page shows it."""

    name: str
    verb: Promise
    url: str
    is_here: bool


LOOP = (
    Step("listen", _("Listen"), ("report-new", "diagnosis-list", "inbox-list", "listener-list")),
    Step("act", _("Act"), ("initiative-list", "organisation-list")),
    Step("agree", _("Agree"), ("roundtable-list", "commitment-list")),
    Step("fund", _("Fund"), ("fund", "call-list", "budget-home")),
    Step("follow", _("Follow"), ("record", "record-list")),
    Step("learn", _("Learn"), ("country", "place-list")),
)


def address_of(url_name: str) -> str:
    """Return the address called `url_name`, or nothing where it does not exist (yet)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def loop(path: str) -> list[Link]:
    """Return the steps that can be taken, and which of them the page at `path` belongs to."""
    links = []
    for step in LOOP:
        addresses = [address for address in map(address_of, step.url_names) if address]
        if addresses:
            is_here = any(path.startswith(address) for address in addresses)
            links.append(Link(step.name, step.verb, addresses[0], is_here))
    return links
