"""Who may do what with budgets. `check_…` raises NotAllowed and returns as what the person acts; None is the site."""

from django.db.models import QuerySet

from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.policies import check_is_host, is_host, standing
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.models import Announcement, BudgetSource, Classification

Actor = Organisation | Post | None


def check_may_add_source(person: Person | None, organisation: Organisation | None) -> Actor:
    """A funder or an institution adds its own budget; the host any."""
    if organisation is None:
        check_is_host(person)
        return None
    if organisation.kind not in {Kind.FUNDER, Kind.INSTITUTION}:
        raise NotAllowed
    return _acts_for(person, organisation)


def check_may_import(person: Person | None, source: BudgetSource) -> Actor:
    """The host, and who speaks for the funder or institution whose budget it is."""
    if source.organisation is None or is_host(person):
        check_is_host(person)
        return None
    return _acts_for(person, source.organisation)


def check_may_classify(person: Person | None, organisation: Organisation | None) -> Actor:
    """Say what a line buys: the host, and who coordinates or speaks for a verified organisation whose page is open."""
    if organisation is None:
        check_is_host(person)
        return None
    if organisation.verified_on is None or organisation.profile != Profile.OPEN:
        raise NotAllowed
    return _acts_for(person, organisation)


def check_may_decide(person: Person | None) -> None:
    """Adopt a classification, or not: the host, who answers for the whole site."""
    check_is_host(person)


def check_may_withdraw(person: Person | None, classification: Classification) -> Actor:
    """Take a classification back: who spoke for its organisation; the host for its own."""
    if classification.organisation is None:
        check_is_host(person)
        return None
    return _acts_for(person, classification.organisation)


def check_may_announce(person: Person | None, organisation: Organisation | None) -> Actor:
    """Enter an announced shift: who coordinates a verified, open organisation of citizens; the host."""
    if organisation is not None and organisation.kind != Kind.CIVIL_SOCIETY:
        raise NotAllowed
    return check_may_classify(person, organisation)


def check_may_follow(person: Person | None, announcement: Announcement) -> Actor:
    """Say what followed, or take the entry back: who entered it, and the host."""
    if announcement.organisation is None or is_host(person):
        check_is_host(person)
        return None
    return _acts_for(person, announcement.organisation)


def check_may_load_deflators(person: Person | None) -> None:
    """Change in which prices everything is shown: the host."""
    check_is_host(person)


def organisations_that_classify(person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations for which the person may say what a line buys."""
    held = memberships_of(person).filter(role__in=(Role.COORDINATOR, Role.LIAISON))
    ours = Organisation.objects.filter(pk__in=held.values("organisation"), profile=Profile.OPEN)
    return ours.filter(verified_on__isnull=False).order_by("name")


def organisations_that_announce(person: Person | None) -> QuerySet[Organisation]:
    """Return the organisations for which the person may enter an announced shift."""
    return organisations_that_classify(person).filter(kind=Kind.CIVIL_SOCIETY)


def organisations_with_budgets(person: Person | None) -> QuerySet[Organisation]:
    """Return the funders and institutions for which the person may add a budget."""
    held = memberships_of(person).filter(role__in=(Role.COORDINATOR, Role.LIAISON))
    ours = Organisation.objects.filter(pk__in=held.values("organisation"))
    return ours.filter(kind__in=(Kind.FUNDER, Kind.INSTITUTION)).order_by("name")


def _acts_for(person: Person | None, organisation: Organisation) -> Actor:
    held = standing(person, organisation)
    if not (held.coordinates or held.speaks):
        raise NotAllowed
    return held.actor
