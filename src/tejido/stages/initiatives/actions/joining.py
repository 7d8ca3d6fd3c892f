"""Asking to join, and answering. Contact and motive lie sealed in the vault and are kept nowhere else."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.people import limits
from tejido.ground.people.models import Person
from tejido.ground.people.names import digest_of
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.vault import envelopes
from tejido.ground.web.acting import NotAllowed, Refused, action
from tejido.stages.initiatives import answering, policies
from tejido.stages.initiatives.models import Initiative, JoinRequest, Participation
from tejido.stages.initiatives.queries import coordinators_of
from tejido.stages.initiatives.queries.joining import may_be_asked
from tejido.stages.initiatives.vocabulary import Answer, Asked

KEPT = timedelta(days=30)
ANSWER_KEPT = timedelta(days=14)  # at least, so that whoever was answered late can still read it
WORDS_LENGTH = 1000
MOST_WAITING = 60
REQUESTS = limits.SiteLimit("join", 200, timedelta(hours=1))


class NothingSaid(Refused):
    """Nobody could decide on an empty request."""

    message = _("Write in a few words why you want to join, and what you can give.")
    field = "motive"


class TooLong(Refused):
    """The words are too many to be read by neighbours."""

    message = _("This text is longer than 1,000 characters. Write it shorter.")
    field = "motive"


class NotAsking(Refused):
    """The initiative takes no requests now: it is paused, finished, or offers no hour."""

    message = _("This initiative takes no requests now.")


class SentAlready(Refused):
    """The form was sent twice, or the person's request still waits."""

    message = _("This request was sent already. Those who coordinate the initiative will answer it.")


class TakesPart(Refused):
    """The person was accepted already."""

    message = _("You take part in this initiative already.")


class TooManyRequests(Refused):
    """So many wait that nobody would read one more."""

    message = _("So many requests wait that nobody would read yours. Try again tomorrow.")


class Answered(Refused):
    """Another coordinator was faster."""

    message = _("This request was answered or withdrawn already.")


class SayHow(Refused):
    """Whoever has no account learns only from these words where to go."""

    message = _("Write when and where to come, or how to reach you: this person has no account, and reads only this.")
    field = "words"


class NoSuchRequest(Refused):
    """No request belongs to the code, or it was erased; nobody learns which."""

    message = _("No request opens with this code. It may have a typing mistake, or it is erased, as all are in time.")
    field = "code"


@dataclass(frozen=True)
class Sent:
    """A request that was sent, and the code that shows its answer: shown once, kept nowhere; empty with an account."""

    request: JoinRequest
    code: str = field(repr=False)


@action
def ask_to_join(
    initiative: Initiative,
    *,
    motive: str,
    contact: str = "",
    about: str = Asked.JOIN,
    token: UUID,
    by: Person | None,
    now: datetime,
) -> Sent:
    """Ask those who coordinate the initiative to let one take part (or for an hour), with or without an account.

    Motive and contact are sealed to the coordinators who have a key, and erased after 30 days. `token` is drawn with
    the form, so that sending it twice asks once; the id of the request follows from it under a key of ours, since what
    is sealed goes by that id. Raises NotAllowed for whoever runs it or may not see it, NothingSaid, TooLong, NotAsking,
    SentAlready, TakesPart, TooManyRequests, and NobodyCanRead of the vault.
    """
    today = localdate(now)
    policies.check_may_ask(by, initiative, today)
    said = {"motive": motive.strip(), "contact": contact.strip()}
    if not said["motive"]:
        raise NothingSaid
    for name, text in said.items():
        if len(text) > WORDS_LENGTH:
            raise TooLong(field=name)
    if not may_be_asked(initiative, about):
        raise NotAsking
    _check_not_flooded(initiative, now)
    pk = UUID(hex=digest_of(f"{initiative.pk} {token}", purpose="join-request")[:32])
    _check_asks_once(initiative, pk, about, by)
    request = JoinRequest(pk=pk, initiative=initiative, about=about, person=by, asked_on=today, erase_on=today + KEPT)
    code = "" if by else answering.draw_code(request)
    request.save(force_insert=True)
    envelopes.seal_note(
        said, to=list(coordinators_of(initiative)), about=request.pk, erase_on=request.erase_on, now=now
    )
    limits.count(REQUESTS, now)
    return Sent(request, code)


@action
def answer_request(request: JoinRequest, *, accept: bool, words: str = "", by: Person, now: datetime) -> JoinRequest:
    """Accept a request, or say not this time; `words` reach whoever asked, and nobody else opens them.

    A person with an account takes part from now on; others do once they enter their code with one. A declined request
    loses its contact and motive at once. Raises NotAllowed, Answered, SayHow, TooLong.
    """
    policies.check_may_run(by, request.initiative)
    waiting = JoinRequest.objects.select_for_update().filter(pk=request.pk, answer=Answer.WAITING).first()
    if waiting is None:
        raise Answered
    words = words.strip()
    if len(words) > WORDS_LENGTH:
        raise TooLong(field="words")
    if accept and not words and waiting.person_id is None:
        raise SayHow
    today = localdate(now)
    waiting.answer = Answer.ACCEPTED if accept else Answer.DECLINED
    waiting.erase_on = max(waiting.erase_on, today + ANSWER_KEPT)
    if words:
        answering.seal_answer(waiting, words)
    waiting.save()
    if accept and waiting.person and waiting.about == Asked.JOIN:
        _take_part(waiting.initiative, waiting.person, now)
    elif not accept:
        envelopes.erase_notes(waiting.pk)
    return waiting


@action
def withdraw_request(request: JoinRequest, *, by: Person, now: datetime) -> None:  # noqa: ARG001  all actions know it
    """Erase one's own request, waiting or answered, with all that was sealed. Raises NotAllowed."""
    if request.person_id is None or request.person_id != check_keeps_account(by).pk:
        raise NotAllowed
    _erase(request)


@action
def withdraw_by_code(*, code: str, now: datetime) -> None:  # noqa: ARG001  all actions know their moment
    """Erase the request that the code opens, at once. Raises NoSuchRequest."""
    _erase(request_by(code))


@action
def take_up_answer(*, code: str, by: Person, now: datetime) -> Participation:
    """Take part with an account in what accepted the request of this code; the code opens nothing afterwards.

    Raises NotAllowed, NoSuchRequest, also where the request was not accepted.
    """
    person = check_keeps_account(by)
    request = request_by(code)
    if request.answer != Answer.ACCEPTED or request.about != Asked.JOIN:
        raise NoSuchRequest
    words = answering.words_for(request, code)
    request.person, request.lookup, request.public, request.locked, request.wrapped = person, None, None, None, None
    if words:
        answering.seal_answer(request, words)
    request.save()
    return _take_part(request.initiative, person, now)


@action
def forget_requests(*, now: datetime) -> int:
    """Erase the requests whose day has come, with what is sealed about them; return how many. Runs daily."""
    due = list(JoinRequest.objects.filter(erase_on__lte=localdate(now)))
    for request in due:
        _erase(request)
    return len(due)


def request_by(code: str) -> JoinRequest:
    """Return the request that a code opens, after the same work whether there is one. Raises NoSuchRequest."""
    found = JoinRequest.objects.filter(lookup=answering.lookup_of(code)).select_related("initiative").first()
    if found is None:
        raise NoSuchRequest
    return found


def erase_requests_of(person: Person, now: datetime) -> None:  # noqa: ARG001  as every clearing of an account
    """Erase all that an account asked; called when it is erased."""
    for request in JoinRequest.objects.filter(person=person):
        _erase(request)


def erase_people_of(initiative: Initiative) -> None:
    """Erase who asked, who takes part and what was told them, before others get to run the initiative.

    They trusted those who ran it, not those who take it over; whoever wants to asks anew.
    """
    for request in JoinRequest.objects.filter(initiative=initiative):
        _erase(request)
    initiative.participations.all().delete()
    initiative.messages.all().delete()


def _erase(request: JoinRequest) -> None:
    envelopes.erase_notes(request.pk)
    request.delete()


def _take_part(initiative: Initiative, person: Person, now: datetime) -> Participation:
    values = {"began_on": localdate(now)}
    return Participation.objects.get_or_create(initiative=initiative, person=person, defaults=values)[0]


def _check_asks_once(initiative: Initiative, pk: UUID, about: str, by: Person | None) -> None:
    if JoinRequest.objects.filter(pk=pk).exists():
        raise SentAlready
    if by is None:
        return
    if JoinRequest.objects.filter(initiative=initiative, person=by, about=about, answer=Answer.WAITING).exists():
        raise SentAlready
    if about == Asked.JOIN and Participation.objects.filter(initiative=initiative, person=by).exists():
        raise TakesPart


def _check_not_flooded(initiative: Initiative, now: datetime) -> None:
    waiting = JoinRequest.objects.filter(initiative=initiative, answer=Answer.WAITING).count()
    if waiting >= MOST_WAITING or not limits.may_try(REQUESTS, now):
        raise TooManyRequests
