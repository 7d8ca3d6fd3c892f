"""Grants: two sides, terms, and grants as far as a test needs them, made by the actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.stages.funding.actions import grant_accounts, grant_payments, grant_reports, grants
from tejido.stages.funding.grant_terms import Goal, Step, Terms
from tejido.stages.funding.models import Grant, Instalment, Invoice
from tejido.stages.initiatives.models import Initiative
from tests.factories import ground, initiatives
from tests.factories.ground import TODAY
from tests.factories.moments import NOW

FOLIO = "5FB2822E-396D-4725-8521-CDC4BDD20CCF"
MONEY = (60_000_00, 40_000_00, 20_000_00)
"""What the instalments of `terms` pay."""


def terms(**changes) -> Terms:
    """Three instalments of 120,000 pesos in all, one expected result, two reports."""
    steps = [Step(f"Meta {at}", amount, TODAY + timedelta(days=30 * at)) for at, amount in enumerate(MONEY, 1)]
    values = {
        "title": "Luz y canchas para la colonia",
        "purpose": "Para que la cancha tenga luz hasta las nueve.",
        "reference": "CONV-7/2026",
        "amount": sum(MONEY),
        "begins_on": TODAY,
        "ends_on": TODAY + timedelta(days=180),
        "steps": steps,
        "goals": [Goal("jóvenes que entrenan", Decimal(60), "jóvenes")],
        "reports": [TODAY + timedelta(days=60), TODAY + timedelta(days=180)],
    }
    return Terms(**(values | changes))


def at(day: date) -> datetime:
    """Noon of a day."""
    return NOW + (day - TODAY)


@dataclass
class Sides:
    """A funder with `giver`, an initiative with `taker`, and a grant between them."""

    funder: Organisation
    giver: Person
    initiative: Initiative
    taker: Person
    grant: Grant

    @property
    def instalments(self) -> list[Instalment]:
        """The instalments as they now are."""
        return list(self.grant.instalments.order_by("number"))

    def offered(self, now: datetime = NOW) -> Grant:
        """Say yes for the funder."""
        return grants.offer_grant(self.grant, by=self.giver, now=now)

    def agreed(self, now: datetime = NOW) -> Grant:
        """Say yes for both."""
        offered = self.offered(now)
        self.grant = grants.agree_grant(offered, version=offered.version, by=self.taker, now=now)
        return self.grant

    def checked(self, number: int = 1, now: datetime = NOW) -> Instalment:
        """Have a milestone reached and checked."""
        row = self.instalments[number - 1]
        row = grant_payments.say_reached(row, text="Quedó lista.", by=self.taker, now=now)
        return grant_payments.check_milestone(row, accepted=True, by=self.giver, now=now)

    def paid(self, number: int = 1, on: date = TODAY, amount: int | None = None) -> Instalment:
        """Have an instalment paid on a day."""
        row = self.checked(number, at(on))
        row = grant_payments.pay_instalment(row, paid_on=on, amount=amount, by=self.giver, now=at(on))
        self.grant.refresh_from_db()
        return row

    def invoiced(self, amount: int, folio: str = FOLIO, now: datetime = NOW) -> Invoice:
        """Account for money."""
        said = {"what": "Luminarias", "issued_on": now.date()}
        return grant_accounts.enter_invoice(self.grant, folio=folio, amount=amount, **said, by=self.taker, now=now)

    def reported(self, number: int = 1, figure: int = 40, now: datetime = NOW):
        """Send a report."""
        report = self.grant.reports.get(number=number)
        measured = [grant_reports.Measured(it, Decimal(figure), "lista") for it in self.grant.targets.all()]
        return grant_reports.send_report(report, text="Avanzamos.", measured=measured, by=self.taker, now=now)


def sides(profile: str = Profile.OPEN, now: datetime = NOW, **changes) -> Sides:
    """A draft of a grant to an initiative with this profile, outside any call."""
    funder = changes.pop("funder", None) or ground.organisation(kind=Kind.FUNDER)
    initiative = changes.pop("initiative", None)
    if initiative is None:
        named = {"title": changes.pop("named")} if "named" in changes else {}
        initiative = initiatives.initiative(profile=profile, **named)
    giver = ground.membership(ground.person(), funder, Role.COORDINATOR).person
    taker = ground.membership(ground.person(), initiative.organisation, Role.COORDINATOR).person
    draft = grants.draft_grant(initiative, funder=funder, terms=terms(**changes), by=giver, now=now)
    if draft.profile != profile:
        draft = grants.change_grant_profile(draft, to=profile, by=giver, now=now)
    return Sides(funder, giver, initiative, taker, draft)


def agreed(profile: str = Profile.OPEN, now: datetime = NOW, **changes) -> Sides:
    """A grant that both sides agreed on."""
    made = sides(profile, now, **changes)
    made.agreed(now)
    return made
