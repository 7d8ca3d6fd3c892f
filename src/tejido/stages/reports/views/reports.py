"""One report: the conversation with its files, and what a member does with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from tejido.engines.sealing import CannotOpen
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.people.models import Person
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.people.unlocking import held, needs_key
from tejido.ground.vault.models import SealedFile, Thread
from tejido.ground.vault.queries import with_contents
from tejido.ground.vault.threads import MemberKeys, NoKeyForIt, OpenFile, OpenThread, for_member
from tejido.stages.reports import reading, referrals
from tejido.stages.reports.actions import counting, handling, referring, sentences
from tejido.stages.reports.forms import inbox as forms_of
from tejido.stages.reports.queries.inbox import thread_read_by
from tejido.stages.reports.views.inbox import reads_apart


@dataclass(frozen=True)
class Acting:
    """Who does something to which report, with which keys, and when."""

    thread: Thread
    keys: MemberKeys
    by: Person
    now: datetime


@dataclass(frozen=True)
class Task:
    """Something to do to a report on a page of its own: its title, meaning, button, form and action."""

    title: Promise
    meaning: Promise
    button: Promise
    form: type[forms.Form]
    run: Callable[[Acting, Any], object]
    success: Promise


def _close(at: Acting, form: forms_of.CloseForm) -> None:
    handling.close_report(at.thread, **form.cleaned_data, keys=at.keys, by=at.by, now=at.now)


def _count(at: Acting, form: forms_of.CountForm) -> None:
    counting.accept_report(at.thread, **form.cleaned_data, by=at.by, now=at.now)


def _propose(at: Acting, form: forms_of.ProposeForm) -> None:
    said = form.cleaned_data
    referring.propose_referral(
        at.thread,
        institution=said["institution"],
        why=said["why"],
        parts=form.parts,
        keys=at.keys,
        by=at.by,
        now=at.now,
    )


def _ask_for_sentence(at: Acting, form: forms_of.SentenceForm) -> None:
    sentences.propose_sentence(at.thread, **form.cleaned_data, keys=at.keys, by=at.by, now=at.now)


TASKS = {
    "frase": Task(
        _("Ask to publish a sentence"),
        _(
            "A report only counts; it is never quoted, unless the reporter agrees to the very sentence. They read it"
            " when they come back. If they agree, your diagnoses of the place show it from the next quarter on."
        ),
        _("Ask the reporter"),
        forms_of.SentenceForm,
        _ask_for_sentence,
        _("The reporter will read it when they come back with their receipt."),
    ),
    "cerrar": Task(
        _("Close this report"),
        _("The reporter reads what became of it. After the promised time it is erased; if they write again, it opens."),
        _("Close it"),
        forms_of.CloseForm,
        _close,
        _("It is closed, and the reporter can read why."),
    ),
    "contar": Task(
        _("Count it in the figures"),
        _(
            "It adds one to the counts of its area and quarter. Nothing of it can be found again from there; what was"
            " counted stays when it is erased, and cannot be taken back."
        ),
        _("Count it"),
        forms_of.CountForm,
        _count,
        _("It counts."),
    ),
    "remitir": Task(
        _("Propose to refer it"),
        _(
            "The reporter reads this proposal, and that what goes to an authority may become a formal complaint which"
            " nobody can take back (Código Nacional de Procedimientos Penales, article 222). Nothing goes before they"
            " agree, part by part."
        ),
        _("Propose it to the reporter"),
        forms_of.ProposeForm,
        _propose,
        _("The reporter will read it when they come back with their receipt."),
    ),
}


@never_cache
@sensitive_post_parameters()
@login_required
def report(request: Request, pk: UUID) -> HttpResponseBase:
    """Show a report, and take an answer."""
    thread = _thread(request, pk)
    return _sealed_report(request, thread) if reads_apart(thread.organisation) else _opened_report(request, pk)


@needs_key
@sensitive_variables()
def _opened_report(request: Request, pk: UUID) -> HttpResponse:
    thread, person = _thread(request, pk), signed_in(request)
    keys = MemberKeys(held(request), person)
    try:
        opened = for_member(with_contents(Thread.objects.filter(pk=pk)).select_related("organisation").get(), keys)
    except NoKeyForIt as problem:
        return render(request, "reports/report_closed.html", {"thread": thread, "problem": problem.message}, status=403)
    if thread.is_unread and request.method == "GET":
        handling.mark_read(thread, by=person, now=request.now)
    form = forms_of.AnswerForm(request.POST or None)

    def act() -> None:
        handling.answer_reporter(thread, **form.cleaned_data, keys=keys, by=person, now=request.now)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("It is sealed. The reporter reads it when they come back."))
        return redirect("report", pk=pk)
    return render(request, "reports/report.html", _context(request, thread, opened, form))


def _context(request: Request, thread: Thread, opened: OpenThread, form: forms.Form) -> dict[str, Any]:
    items, handled = opened.items(), getattr(thread, "handling", None)
    labels = reading.labels_in(items)
    looks_after = handled.looked_after_by if handled else None
    return {
        "thread": thread,
        "title": reading.title_of(reading.told_in(items)),
        "lines": reading.conversation(items),
        "files": _files(opened),
        "labels": labels,
        "proposals": referrals.proposals_in(items),
        "referrals": referrals.referrals_of(items, localdate(request.now)),
        "is_counted": bool(handled and handled.is_counted),
        "form": form,
        "note": forms_of.NoteForm(prefix="nota"),
        "label_form": forms_of.LabelsForm(initial={"labels": ", ".join(labels)}),
        "hand_form": forms_of.HandForm(
            organisation=thread.organisation, initial={"person": str(looks_after.pk) if looks_after else ""}
        ),
        "looks_after": looks_after.name if looks_after else "",
        "may_refer": thread.purpose == "report",
    }


def _sealed_report(request: Request, thread: Thread) -> HttpResponse:
    """Show what is known of a report that is read apart, and take an answer that is sealed as it is typed."""
    form, person = forms_of.AnswerForm(request.POST or None), signed_in(request)

    def act() -> None:
        handling.leave_answer(thread, **form.cleaned_data, by=person, now=request.now)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("It is sealed. The reporter reads it when they come back."))
        return redirect("report", pk=thread.pk)
    context = {
        "thread": thread,
        "form": form,
        "items": thread.items.count(),
        "files": thread.sealed_files.count(),
    }
    return render(request, "reports/report_sealed.html", context)


@never_cache
@sensitive_post_parameters()
@needs_key
@sensitive_variables()
def task(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """Do one thing to a report on a page of its own."""
    chosen, thread, person = TASKS.get(slug), _thread(request, pk), signed_in(request)
    if chosen is None:
        raise Http404
    keys = MemberKeys(held(request), person)
    form = chosen.form(request.POST or None, initial=_told(thread, keys))
    if done(form, lambda: chosen.run(Acting(thread, keys, person, request.now), form)):
        messages.success(request, str(chosen.success))
        return redirect("report", pk=pk)
    return render(request, "reports/report_task.html", {"thread": thread, "task": chosen, "form": form})


@never_cache
@sensitive_post_parameters()
@needs_key
@require_POST
def small_task(request: Request, pk: UUID, slug: str) -> HttpResponse:
    """Note, label, hand over or open again, from the page of the report itself."""
    thread, person = _thread(request, pk), signed_in(request)
    keys, now = MemberKeys(held(request), person), request.now
    form: forms.Form
    if slug == "nota":
        form = forms_of.NoteForm(request.POST, prefix="nota")
        act = lambda: handling.write_note(thread, **form.cleaned_data, keys=keys, by=person, now=now)  # noqa: E731
    elif slug == "etiquetas":
        form = forms_of.LabelsForm(request.POST)
        act = lambda: handling.label_report(thread, **form.cleaned_data, keys=keys, by=person, now=now)  # noqa: E731
    elif slug == "encargar":
        form = forms_of.HandForm(request.POST, organisation=thread.organisation)
        act = lambda: handling.hand_to(thread, to=form.cleaned_data["person"], by=person, now=now)  # noqa: E731
    else:
        form = forms.Form(request.POST)
        act = lambda: handling.reopen_report(thread, by=person, now=now)  # noqa: E731
    if done(form, act):
        messages.success(request, _("It is saved."))
    else:
        for problem in [text for errors in form.errors.values() for text in errors]:
            messages.error(request, str(problem))
    return redirect("report", pk=pk)


@never_cache
@needs_key
@require_POST
def pass_on(request: Request, pk: UUID, proposal: UUID) -> HttpResponse:
    """Pass on to an institution what the reporter agreed to, after asking once."""
    thread, person = _thread(request, pk), signed_in(request)
    keys = MemberKeys(held(request), person)
    if "sure" not in request.POST:
        found = _proposal(thread, keys, proposal)
        return render(request, "reports/report_pass_on.html", {"thread": thread, "proposal": found})
    told(
        request,
        lambda: referring.pass_on_referral(thread, proposal=proposal, keys=keys, by=person, now=request.now),
        str(_("It went to the institution, sealed. Its answer will stand here.")),
    )
    return redirect("report", pk=pk)


@never_cache
@needs_key
@require_safe
def file(request: Request, pk: UUID, file: UUID) -> HttpResponseBase:
    """Hand out a file of a report, opened as it goes; it is saved, never shown in the page."""
    thread = _thread(request, pk)
    try:
        found = for_member(thread, MemberKeys(held(request), signed_in(request))).file(file)
    except (NoKeyForIt, SealedFile.DoesNotExist, CannotOpen, FileNotFoundError):
        raise Http404 from None
    response = StreamingHttpResponse(_whole(found), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.header.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole(found: OpenFile) -> Iterator[bytes]:
    yield from found.chunks()


def _files(opened: OpenThread) -> list[OpenFile]:
    files = []
    for row in opened.row.sealed_files.order_by("on", "pk"):
        try:
            files.append(opened.file(row.pk))
        except (CannotOpen, FileNotFoundError):
            continue
    return files


def _told(thread: Thread, keys: MemberKeys) -> dict[str, Any]:
    try:
        return reading.told_in(for_member(thread, keys).items())
    except NoKeyForIt:
        return {}


def _proposal(thread: Thread, keys: MemberKeys, proposal: UUID) -> referrals.Proposal:
    try:
        items = for_member(thread, keys).items()
    except NoKeyForIt:
        raise Http404 from None
    found = next((one for one in referrals.proposals_in(items) if one.id == proposal and one.may_go), None)
    if found is None:
        raise Http404
    return found


def _thread(request: Request, pk: UUID) -> Thread:
    """Return the report, where it lies in an inbox of whoever is here; elsewhere there is none."""
    thread = thread_read_by(request.person, pk)
    if thread is None:
        raise Http404
    return thread
