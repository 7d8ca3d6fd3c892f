"""Who may do what for an organisation. `check_…` raises NotAllowed, the rest answers; none writes."""

from dataclasses import dataclass

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.models import Membership, Organisation, Post
from tejido.ground.organisations.queries import key_of, memberships_of, reads_with
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed


@dataclass(frozen=True)
class Standing:
    """What one person is to one organisation now. Costs one query; pages ask it for all their buttons."""

    organisation: Organisation
    membership: Membership | None
    is_host: bool

    @property
    def belongs(self) -> bool:
        """Whether the person is a member in any role."""
        return self.membership is not None

    @property
    def coordinates(self) -> bool:
        """Whether the person coordinates it."""
        return self.membership is not None and self.membership.role == Role.COORDINATOR

    @property
    def speaks(self) -> bool:
        """Whether the person is liaison of one of its posts that has not ended."""
        at = self.membership.post if self.membership and self.membership.role == Role.LIAISON else None
        return at is not None and at.ended_on is None

    @property
    def edits(self) -> bool:
        """Whether the person may change its page: coordinators, the liaisons of an institution, the host."""
        return self.is_host or self.coordinates or self.speaks

    @property
    def sees_members(self) -> bool:
        """Whether the person may see who belongs to it."""
        return self.is_host or self.coordinates

    @property
    def makes_posts(self) -> bool:
        """Whether the person may add and end its posts, and appoint liaisons."""
        return self.organisation.kind == Kind.INSTITUTION and (self.is_host or self.speaks)

    @property
    def makes_keys(self) -> bool:
        """Whether the person may make the organisation's keys: coordinators, the liaisons of an institution.

        Never for a funder, and never the host.
        """
        return self.organisation.kind != Kind.FUNDER and (self.coordinates or self.speaks)

    @property
    def chooses_profile(self) -> bool:
        """Whether the person may choose how much of it is shown; the host may only make it less."""
        return self.organisation.kind != Kind.INSTITUTION and (self.is_host or self.coordinates)

    @property
    def actor(self) -> Organisation | Post | None:
        """As what the person acts in the public record; None is the site, for the host."""
        if self.speaks and self.membership:
            return self.membership.post
        return self.organisation if self.belongs else None


def is_host(person: Person | None) -> bool:
    """Say whether the person runs this instance."""
    return bool(person and person.is_active and person.is_host)


def standing(person: Person | None, organisation: Organisation) -> Standing:
    """Return what the person is to the organisation now."""
    return Standing(organisation, membership_in(person, organisation), is_host(person))


def membership_in(person: Person | None, organisation: Organisation) -> Membership | None:
    """Return the membership that the person holds in the organisation now."""
    return memberships_of(person).filter(organisation=organisation).first()


def coordinates(person: Person | None, organisation: Organisation) -> bool:
    """Say whether the person coordinates the organisation."""
    return memberships_of(person).filter(organisation=organisation, role=Role.COORDINATOR).exists()


def speaks_for_post(person: Person | None, post: Post) -> bool:
    """Say whether the person is the liaison of this very post."""
    return memberships_of(person).filter(post=post, post__ended_on=None, role=Role.LIAISON).exists()


def may_withdraw_text(person: Person, leaf: Leaf) -> bool:
    """Say whether the person may have the text of a leaf withdrawn, together with another who may.

    The host, and whoever coordinates the organisation that acted or to which it happened. The liaisons of an
    institution may not: what it promised stays readable.
    """
    if is_host(person):
        return True
    named = {leaf.subject, leaf.actor}
    coordinated = memberships_of(person).filter(role=Role.COORDINATOR)
    return any(membership.organisation.record_name in named for membership in coordinated)


def check_is_host(person: Person | None) -> None:
    """Raise NotAllowed unless the person runs this instance."""
    if not is_host(person):
        raise NotAllowed


def check_may_register(person: Person | None, kind: str) -> None:
    """Raise NotAllowed unless anybody with an account may register this kind, or the person is the host."""
    if not (person and person.is_active) or (kind != Kind.CIVIL_SOCIETY and not person.is_host):
        raise NotAllowed


def check_may_change(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may change its page."""
    return _require(person, organisation, "edits")


def check_may_choose_profile(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may choose how much of it is shown."""
    return _require(person, organisation, "chooses_profile")


def check_may_make_posts(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may add and end posts and appoint liaisons."""
    return _require(person, organisation, "makes_posts")


def check_may_see_members(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may see and change who belongs to it."""
    return _require(person, organisation, "sees_members")


def check_may_close(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may end its work here."""
    return _require(person, organisation, "sees_members")


def check_may_make_key(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may make the organisation's keys."""
    return _require(person, organisation, "makes_keys")


def check_reads(person: Person | None, organisation: Organisation) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they belong to it and hold its present key."""
    held, key = standing(person, organisation), key_of(organisation)
    if not held.belongs or key is None or not reads_with(person, key):
        raise NotAllowed
    return held


def check_may_end(person: Person | None, membership: Membership) -> None:
    """Raise NotAllowed unless it is the person's own membership, or they may change who belongs there."""
    if person is None or (
        membership.person_id != person.pk and not standing(person, membership.organisation).sees_members
    ):
        raise NotAllowed


def _require(person: Person | None, organisation: Organisation, right: str) -> Standing:
    held = standing(person, organisation)
    if not getattr(held, right):
        raise NotAllowed
    return held
