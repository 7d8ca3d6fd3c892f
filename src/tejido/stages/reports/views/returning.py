"""Coming back with the receipt: reading, adding, answering, deciding about a referral, withdrawing."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tejido.engines.sealing import CannotOpen, receipts
from tejido.ground.people.requests import Request
from tejido.ground.vault.models import SealedFile
from tejido.ground.vault.threads import NoSuchReceipt, OpenThread, by_receipt
from tejido.ground.vault.vocabulary import Side
from tejido.ground.web.acting import Refused
from tejido.stages.reports import form_tokens, thread_cookie
from tejido.stages.reports.actions import telling as actions
from tejido.stages.reports.actions.referring import add_to_referral
from tejido.stages.reports.actions.sentences import agree_to_proposed_sentence, refuse_sentence
from tejido.stages.reports.forms.telling import (
    AddForm,
    AuthorityForm,
    LastGroupForm,
    ReceiptForm,
    ReferralForm,
    SentenceForm,
)
from tejido.stages.reports.thread_page import page_of
from tejido.stages.reports.views.safe import came_from_us, page, safe
from tejido.stages.reports.views.telling import show_receipt, show_start


@safe
def come_back(request: Request) -> HttpResponse:
    """Open a thread by its receipt; after sending, only once its last group was typed again."""
    if request.method != "POST":
        return redirect("report-new")
    if "last" in request.POST:
        return _typed_again(request)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return show_start(request, receipt=form)
    return _opened(request, form.cleaned_data["receipt"], form)


def _typed_again(request: Request) -> HttpResponse:
    form = LastGroupForm(request.POST)
    receipt = receipts.normalise(request.POST.get("receipt", ""))
    if receipt is None:
        return redirect("report-new")
    if form.is_valid() and receipts.is_last_group(receipt, form.cleaned_data["last"]):
        return _opened(request, receipt)
    form.add_error("last", _("That is not its last group. Look at your copy: it must have all five groups."))
    return show_receipt(request, receipt, form)


def _opened(request: Request, typed: str, form: ReceiptForm | None = None) -> HttpResponse:
    try:
        by_receipt(typed)
    except NoSuchReceipt as problem:
        form = form or ReceiptForm({"receipt": typed})
        form.add_error("receipt", str(problem.message))
        return show_start(request, receipt=form)
    response = redirect("report-thread")
    thread_cookie.remember(response, typed, request.now)
    return response


@dataclass(frozen=True)
class Tried:
    """What became of what somebody wanted to do: done, or the forms to show again."""

    done: bool = False
    form: AddForm | None = None
    decision: ReferralForm | SentenceForm | None = None
    authority: AuthorityForm | None = None


@safe
def thread(request: Request) -> HttpResponse:
    """Show what was said, and take what its sender wants to do."""
    found = _thread(request)
    if found is None:
        return _closed()
    opened, receipt = found
    tried = _acted(request, opened) if request.method == "POST" and came_from_us(request) else Tried()
    if tried.done:
        response: HttpResponse = redirect("report-thread")
    else:
        context = {
            "page": page_of(opened, localdate(request.now)),
            "form": tried.form or AddForm(),
            "decision": tried.decision,
            "authority": tried.authority,
            "token": form_tokens.issue(request.now),
            "files_lost": bool(tried.form and request.FILES),
        }
        response = page(request, "reports/n/thread.html", context)
    thread_cookie.remember(response, receipt, request.now)
    return response


@safe
def withdraw(request: Request) -> HttpResponse:
    """Erase all of it, after saying what that erases and what it cannot."""
    found = _thread(request)
    if found is None:
        return _closed()
    opened, receipt = found
    if request.method != "POST" or not came_from_us(request):
        response = page(request, "reports/n/withdraw.html", {"organisation": opened.row.organisation})
        thread_cookie.remember(response, receipt, request.now)
        return response
    actions.withdraw_report(thread=opened, now=request.now)
    response = page(request, "reports/n/withdrawn.html", {})
    thread_cookie.forget(response)
    return response


@safe
def close(request: Request) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Close the thread on this phone: the cookie goes."""
    return _closed()


@safe
@require_safe
def file(request: Request, pk: UUID) -> HttpResponseBase:
    """Hand out a file that the organisation sent."""
    found = _thread(request)
    if found is None:
        return _closed()
    try:
        sent = found[0].file(pk)
    except (SealedFile.DoesNotExist, CannotOpen, FileNotFoundError):
        raise Http404 from None
    if sent.side != Side.ORGANISATION:
        raise Http404
    response = StreamingHttpResponse(sent.chunks(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(sent.header.name)}"
    return response


def _thread(request: Request) -> tuple[OpenThread, str] | None:
    """Return the thread that this browser may open, and its receipt."""
    receipt = thread_cookie.remembered(request, request.now)
    if receipt is None:
        return None
    try:
        return by_receipt(receipt), receipt
    except NoSuchReceipt:
        return None


def _closed() -> HttpResponse:
    response: HttpResponse = redirect("report-new")
    thread_cookie.forget(response)
    return response


def _acted(request: Request, opened: OpenThread) -> Tried:
    what = request.POST.get("do", "")
    if what in {"agree", "refuse"}:
        return _decided(request, opened, what)
    if what in {"sentence-yes", "sentence-no"}:
        return _decided_sentence(request, opened, what)
    return _told_the_authority(request, opened) if what == "authority" else _added(request, opened)


def _decided_sentence(request: Request, opened: OpenThread, what: str) -> Tried:
    form = SentenceForm(request.POST)
    act = agree_to_proposed_sentence if what == "sentence-yes" else refuse_sentence
    if form.is_valid():
        try:
            act(thread=opened, proposal=form.cleaned_data["sentence"], now=request.now)
        except Refused as problem:
            form.add_error(None, str(problem.message))
    return Tried(done=not form.errors, decision=form)


def _added(request: Request, opened: OpenThread) -> Tried:
    form = AddForm(request.POST, request.FILES)
    try:
        token = form_tokens.read(request.POST.get("token", ""), request.now)
    except form_tokens.BadToken:
        form.add_error(None, _("This page was open for too long. Nothing is lost: press send again."))
        return Tried(form=form)
    if not form.is_valid():
        return Tried(form=form)
    said = {"text": form.cleaned_data["text"], "answers": form.cleaned_data["answers"], "files": form.attachments()}
    try:
        actions.add_to_report(thread=opened, **said, token=token, now=request.now)
    except Refused as problem:
        form.add_error(None, str(problem.message))
    except (OSError, DatabaseError):
        form.add_error(None, _("It could not be kept just now. Nothing is lost: try again, or without the files."))
    return Tried(done=not form.errors, form=form)


def _decided(request: Request, opened: OpenThread, what: str) -> Tried:
    form = ReferralForm(request.POST, agrees=what == "agree")
    if not form.is_valid():
        return Tried(decision=form)
    data = form.cleaned_data
    try:
        if what == "agree":
            parts = request.POST.getlist("parts")
            actions.agree_to_referral(thread=opened, proposal=data["proposal"], parts=parts, now=request.now)
        else:
            actions.refuse_referral(thread=opened, proposal=data["proposal"], text=data["why"], now=request.now)
    except Refused as problem:
        form.add_error(None, str(problem.message))
    return Tried(done=not form.errors, decision=form)


def _told_the_authority(request: Request, opened: OpenThread) -> Tried:
    form = AuthorityForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            add_to_referral(thread=opened, referral=said["referral"], text=said["text"], now=request.now)
        except Refused as problem:
            form.add_error(None, str(problem.message))
    return Tried(done=not form.errors, authority=form)
