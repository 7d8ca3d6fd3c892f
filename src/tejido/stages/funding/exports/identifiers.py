"""How other programmes know an organisation, a grant and a contracting process; days and amounts as they write them.

MX-RFC is the list of org-id.guide for the federal taxpayer registry. It is used for public institutions and funders
only: the tax key of a civil society organisation is told nowhere on this site, and its CLUNI has no list there. Those
are named by our own number of them, which leads to nobody's papers.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import override

from tejido.stages.funding.exports.rows import Party

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RFC = "MX-RFC"


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who publishes: the site. `identifier` is the operator's in org-id.guide's form, `ocid_prefix` as registered."""

    name: str
    url: str
    identifier: str = ""
    ocid_prefix: str = "ocds-000000"

    @property
    def own(self) -> str:
        """What our own numbers begin with, so that two sites never give the same one."""
        host = urlsplit(self.url).hostname or "localhost"
        return "tejido-" + host.replace(".", "-")

    @property
    def reference(self) -> str:
        """The identifier of the operator, else one that says which site it is."""
        return self.identifier or self.own


def organisation_id(party: Party, publisher: Publisher) -> str:
    """Return how the organisation is identified: by tax key where it may be told, else by our number of it."""
    return f"{RFC}-{party.rfc}" if party.rfc else f"{publisher.own}-{party.key}"


def grant_id(key: str) -> str:
    """Return the 360Giving identifier of a grant."""
    return f"360G-tejido-{key}"


def ocid(key: str, publisher: Publisher) -> str:
    """Return the open contracting identifier of a process: that of a call, or of a grant outside any call."""
    return f"{publisher.ocid_prefix}-{key}"


def units(amount: int) -> int | float:
    """Return hundredths as the number that JSON holds, exact to the hundredth up to 90 billions."""
    return amount // 100 if amount % 100 == 0 else amount / 100


def decimals(amount: int) -> str:
    """Return hundredths as text with two decimals."""
    return f"{amount // 100}.{amount % 100:02}"


def moment(day: date) -> str:
    """Return a day as the moment that standards ask for: its beginning, since hours are kept nowhere."""
    return f"{day.isoformat()}T00:00:00Z"


def months(first: date, last: date) -> int:
    """Return for how many months something lasts, begun ones counted."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(1, whole + (last.day >= first.day))


def spanish(words: str | Promise) -> str:
    """Return words in Spanish, whoever asks: a file is the same for everybody."""
    with override("es"):
        return str(words)
