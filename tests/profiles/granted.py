"""What the attacked initiatives are given: exact amounts, references and what is coming are secrets."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.stages.funding.actions import grant_payments, grants
from tejido.stages.funding.grant_terms import Step, Terms
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.policies import standing
from tests.factories import ground

if TYPE_CHECKING:
    from tests.profiles.attacked import World


def given(world: "World", initiatives: dict[str, Initiative], now: datetime) -> None:
    """A grant to each initiative: the first instalment is paid, the second was reached and is to be paid."""
    of = ground.organisation(kind=Kind.FUNDER, name="Xilófono Donante")
    giver = ground.membership(ground.person(world.hide("name of a giver", "Jacinto Donante")), of, Role.COORDINATOR)
    day = localdate(now)
    for at, (profile, it) in enumerate(initiatives.items()):
        shown = profile == Profile.OPEN
        title = f"Apoyodado{profile}" if shown else world.hide(f"grant that is {profile}", f"Apoyodado{profile}")
        coming = world.hide(f"coming instalment ({profile})", f"{73_131 + at:,}")
        terms = Terms(
            title=title,
            reference=f"REF{profile}" if shown else world.hide(f"reference of {profile}", f"REF{profile}"),
            amount=(20_000 + 73_131 + at) * 100,
            begins_on=day,
            ends_on=day + timedelta(days=99),
            steps=[Step("Metaprimera", 20_000_00, day), Step("Metasegunda", (73_131 + at) * 100, day)],
        )
        who = next(them for them in _coordinators(it))
        draft = grants.draft_grant(it, funder=of, terms=terms, by=giver.person, now=now)
        offered = grants.offer_grant(draft, by=giver.person, now=now)
        made = grants.agree_grant(offered, version=offered.version, by=who, now=now)
        for row in made.instalments.order_by("number"):
            text = world.hide(f"evidence {profile} {row.number}", f"Pruebaoculta{profile}{row.number}")
            grant_payments.say_reached(row, text=text, by=who, now=now)
            grant_payments.check_milestone(row, accepted=True, by=giver.person, now=now)
            if row.number == 1:
                grant_payments.pay_instalment(row, paid_on=day, by=giver.person, now=now)
        assert coming and standing(who, it).coordinates
        if shown:
            world.shown.append(title)
        else:
            world.hide_id(f"id of a grant that is {profile}", made.pk)


def _coordinators(initiative: Initiative):
    assert initiative.organisation is not None
    rows = initiative.organisation.memberships.filter(role=Role.COORDINATOR, ended_on=None)
    return [row.person for row in rows.select_related("person")]
