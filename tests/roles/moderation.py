"""Rows of moderation."""

from tejido.ground.moderation import actions
from tejido.ground.moderation.models import Moderator
from tejido.ground.moderation.vocabulary import Outcome, Reason
from tests.factories import ground, moderating
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW
from tests.roles.table import ROLES, row, without_person


def _ours(world):
    return initiative(world.ours).record_name


@row("moderation.flag_page", may=" ".join(ROLES))
def _(world, by):
    return actions.flag_page(_ours(world), reason=Reason.SPAM, by=by, now=NOW)


@row("moderation.propose_outcome", may="host")
def _(world, by):
    said = {"outcome": Outcome.LEAVE, "reason": Reason.SPAM, "words": "Está bien.", "version": 0}
    return actions.propose_outcome(moderating.flagged(), **said, by=by, now=NOW)


@row("moderation.confirm_outcome", may="host")
def _(world, by):
    review = moderating.proposed(moderating.flagged(), Outcome.LEAVE)
    return actions.confirm_outcome(review, version=review.version, by=by, now=NOW)


@row("moderation.say_mended", may="coordinator")
def _(world, by):
    return actions.say_mended(moderating.hidden(_ours(world)), words="Ya está.", by=by, now=NOW)


@row("moderation.appeal", may="coordinator")
def _(world, by):
    return actions.appeal(moderating.hidden(_ours(world)), words="No es publicidad.", by=by, now=NOW)


@row("moderation.name_moderator", may="host")
def _(world, by):
    ground.person("Alguien de confianza")
    return actions.name_moderator(name="Alguien de confianza", by=by, now=NOW)


@row("moderation.end_moderator", may="host")
def _(world, by):
    return actions.end_moderator(Moderator.objects.get(person=moderating.moderator()), by=by, now=NOW)


without_person("moderation.forget_flags", why="the clock", call=lambda _: actions.forget_flags(now=NOW))
