"""What may be told of calls, applications and grants, as exports take it: frozen rows, no database behind them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Range = tuple[int, int | None]
"""An amount in hundredths as it may be told: (n, n) exactly, (from, up to) as a band, (from, None) the last band."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who gives or gets money. `rfc` is the tax key, told of public institutions and funders only."""

    key: str
    name: str
    kind: str  # as `organisations.vocabulary.Kind`; "group" for an initiative without an organisation
    level: str = ""
    rfc: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """A call that was announced, of a funder that is shown in public."""

    key: str
    title: str
    about: str
    url: str
    funder: Party
    place_key: str
    place: str
    causes: tuple[str, ...]
    currency: str
    total: int
    state: str
    decision: str
    opens_on: date
    closes_on: date
    decided_by: date
    changed_on: date
    applications: int
    foreign_programme: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplicationRow:
    """What came of an application; `call` is the key of its call."""

    key: str
    call: str
    title: str
    url: str
    initiative: str
    place_key: str
    place: str
    causes: tuple[str, ...]
    currency: str
    amount: Range | None
    outcome: str
    number: int | None


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """A payment that was made and may be told."""

    key: str
    number: int
    paid_on: date
    amount: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """A number that shows what came of an open grant, beside what was expected, by its last report."""

    key: str
    what: str
    expected: Decimal
    figure: Decimal
    unit: str
    source: str
    reported_on: date


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """A grant as it may be told. `is_open`: exactly; else there is a band of
    what was paid, and no agreed amount, payment, state or day.

    `funder` and `recipient` are None where it may not be told who gives, or who runs the initiative.
    """

    key: str
    title: str
    purpose: str
    url: str
    state: str | None
    is_open: bool
    funder: Party | None
    recipient: Party | None
    initiative: str
    place_key: str
    place: str
    causes: tuple[str, ...]
    currency: str
    amount: Range | None
    paid: Range | None
    agreed_on: date | None
    begins_on: date | None
    ends_on: date | None
    finished_on: date | None
    changed_on: date
    foreign_programme: str = ""
    call: CallRow | None = None
    applied_for: int | None = None
    payments: tuple[PaymentRow, ...] = ()
    results: tuple[ResultRow, ...] = ()

    @property
    def exact_amount(self) -> int:
        """The amount of an open grant. Raises ValueError for any other: a band is no amount."""
        if not self.is_open or self.amount is None or self.amount[0] != self.amount[1]:
            raise ValueError("the amount of a grant that is not open is told as a band only")
        return self.amount[0]
