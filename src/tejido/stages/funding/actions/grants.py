"""From a draft to an agreement: both sides say yes, and then it holds."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from tejido.ground.organisations.actions import ChangedMeanwhile, HiddenByModeration
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, action
from tejido.stages.funding.actions.grant_refusals import CannotBeFunded, NotChosen, TooOpen
from tejido.stages.funding.actions.grant_rows import (
    enter_tighter,
    locked_grant,
    said,
    saved_grant,
    tell_due,
    turn_grant,
    widened,
)
from tejido.stages.funding.grant_terms import Terms, checked, write_parts
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Application, Grant
from tejido.stages.funding.policies.grants import check_may, check_may_choose_profile, check_may_draft
from tejido.stages.funding.vocabulary.calls import ApplicationState
from tejido.stages.funding.vocabulary.grants import GrantAct
from tejido.stages.initiatives.actions.finding import searchable_of
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.models.initiative import UNPUBLISHED


@action
def draft_grant(
    initiative: Initiative,
    *,
    funder: Organisation,
    terms: Terms,
    application: Application | None = None,
    by: Person,
    now: datetime,
) -> Grant:
    """Draft a grant of a funder to an initiative, outside a call or for an `application` that was chosen.

    Only the funder's side sees the draft. It shows no more than the initiative, nor than its application.
    Raises NotAllowed, BadTerms, CannotBeFunded, NotChosen.
    """
    its = Initiative.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=initiative.pk)
    check_may_draft(by, funder, its)
    if its.state in UNPUBLISHED or its.profile == HIDDEN or its.organisation_id == funder.pk:
        raise CannotBeFunded
    profile, place, causes = its.profile, its.place, its.causes
    if application is not None:
        application = _chosen(application, its, funder)
        profile = application.profile if tighter(application.profile, than=profile) else profile
        place, causes = application.place, application.causes
    made, today = checked(terms), localdate(now)
    grant = Grant.objects.create(
        funder=funder,
        initiative=its,
        application=application,
        place=place,
        causes=sorted(causes),
        profile=profile,
        drafted_on=today,
        state_since=today,
        is_example=its.is_example,
        **_columns(made),
    )
    write_parts(grant, made)
    return grant


@action
def edit_grant(grant: Grant, terms: Terms, *, version: int, by: Person, now: datetime) -> Grant:
    """Change a draft; `version` is the one that the form was filled in from.

    Raises NotAllowed, GrantWrongTime, BadTerms, ChangedMeanwhile.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.EDIT)
    turn_grant(found, Move.EDIT)
    if found.version != version:
        raise ChangedMeanwhile
    made = checked(terms)
    saved_grant(found, today, **_columns(made))
    write_parts(found, made)
    return found


@action
def drop_grant(grant: Grant, *, by: Person, now: datetime) -> None:
    """Throw a draft away, for good. Raises NotAllowed, GrantWrongTime."""
    found = locked_grant(grant, localdate(now))
    check_may(by, found, Move.DROP)
    turn_grant(found, Move.DROP)
    found.delete()


@action
def offer_grant(grant: Grant, *, by: Person, now: datetime) -> Grant:
    """Say yes for the funder: the draft goes to those who coordinate the initiative.

    Raises NotAllowed, GrantWrongTime.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.OFFER)
    return saved_grant(found, today, state=turn_grant(found, Move.OFFER), offered_on=today, answer="")


@action
def take_back_offer(grant: Grant, *, by: Person, now: datetime) -> Grant:
    """Take an offer back before it is answered; it is a draft again. Raises NotAllowed, GrantWrongTime."""
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.TAKE_BACK)
    return saved_grant(found, today, state=turn_grant(found, Move.TAKE_BACK), offered_on=None)


@action
def decline_grant(grant: Grant, *, reason: str, by: Person, now: datetime) -> Grant:
    """Send an offer back to the funder with what should be different.

    Raises NotAllowed, GrantWrongTime, GrantTextMissing.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.DECLINE)
    then = turn_grant(found, Move.DECLINE)
    return saved_grant(found, today, state=then, offered_on=None, answer=said(reason, "reason"))


@action
def agree_grant(grant: Grant, *, version: int, by: Person, now: datetime) -> Grant:
    """Say yes for the initiative to the offer as it was read, in its `version`: from now on it holds.

    Others hear of it as far as the profile allows. Raises NotAllowed, GrantWrongTime, ChangedMeanwhile.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.AGREE)
    then = turn_grant(found, Move.AGREE)
    if found.version != version:
        raise ChangedMeanwhile
    saved_grant(found, today, state=then, agreed_on=today)
    tell_due(found, today)
    return found


@action
def change_grant_profile(grant: Grant, *, to: str, by: Person, now: datetime) -> Grant:
    """Choose how much is shown of a grant: either side and the host may show less, the initiative more.

    Less holds at once, for every page, feed, file and the record; what was told openly is not told there any more.
    Raises NotAllowed, TooOpen, HiddenByModeration.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    before = found.profile
    if to not in Profile.values:
        raise TooOpen
    if before == HIDDEN or found.initiative.profile == HIDDEN:
        check_may(by, found, Move.CHOOSE_PROFILE)
        raise HiddenByModeration
    is_tighter = tighter(to, than=before)
    check_may_choose_profile(by, found, is_tighter=is_tighter)
    if tighter(found.initiative.profile, than=to):
        raise TooOpen
    if to == before:
        return found
    saved_grant(found, today, profile=to)
    if is_tighter:
        enter_tighter(found, today)
    else:
        widened(found, before, today)
    tell_due(found, today)
    return found


def _chosen(application: Application, initiative: Initiative, funder: Organisation) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "place")
    found = rows.get(pk=application.pk)
    if found.initiative_id != initiative.pk or found.call.funder_id != funder.pk:
        raise NotAllowed
    if found.state != ApplicationState.CHOSEN or Grant.objects.filter(application=found).exists():
        raise NotChosen
    return found


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title,
        "searchable": searchable_of(terms.title),
        "purpose": terms.purpose,
        "reference": terms.reference,
        "foreign_programme": terms.foreign_programme,
        "currency": terms.currency,
        "amount": terms.amount,
        "begins_on": terms.begins_on,
        "ends_on": terms.ends_on,
    }


def forget_title(own: str, verb: str, text: str) -> None:
    """Let nobody find a grant by a title that was withdrawn for somebody's safety."""
    if verb in {GrantAct.AGREED, GrantAct.SHOWN}:
        Grant.objects.filter(pk=own, searchable=searchable_of(text)).update(searchable="")
