"""Applying, part by part: each part is saved as one goes on, and nothing that was typed is lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.views.trying import done
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.acting import NotAllowed, Refused
from tejido.stages.funding import call_words
from tejido.stages.funding.actions import applications as actions
from tejido.stages.funding.application_transitions import Move
from tejido.stages.funding.call_page import could_ask
from tejido.stages.funding.eligibility import obstacles
from tejido.stages.funding.forms.applications import BLANK, FORMS, PARTS, ROWS, SendForm, rows_of, sheet_of
from tejido.stages.funding.models import Application
from tejido.stages.funding.money import written
from tejido.stages.funding.policies.applications import check_may, check_may_apply
from tejido.stages.funding.queries.calls import open_calls
from tejido.stages.funding.sheets import gaps
from tejido.stages.funding.views.applications import visible
from tejido.stages.funding.views.calls import visible as visible_call
from tejido.stages.initiatives.queries import initiatives_visible_to

ORDER = list(PARTS)
MOST_BLANK = 12


@login_required
def start(request: Request, pk: UUID) -> HttpResponse:
    """Choose for which of one's initiatives to apply to a call; where something stands in the way, say what."""
    found, person, today = visible_call(request, pk), signed_in(request), localdate(request.now)
    ours = could_ask(person, today)
    if request.method == "POST":
        chosen = next((one for one in ours if str(one.pk) == request.POST.get("initiative")), None)
        if chosen is None:
            raise NotAllowed
        existing = found.applications.filter(initiative=chosen).first()
        if existing is not None:
            return redirect(existing)
        try:
            made = actions.start_application(found, initiative=chosen, by=person, now=request.now)
        except NotAllowed:
            raise
        except Refused as problem:
            messages.error(request, str(problem.message))
            return redirect("application-start", pk=found.pk)
        messages.success(request, _("The draft is kept. Only those who run the initiative see it."))
        return redirect("application-part", pk=made.pk, part=ORDER[0])
    rows = [(one, obstacles(found, one, today)) for one in ours]
    applied = {one.initiative_id: one for one in found.applications.filter(initiative__in=ours)}
    choices = [(one, stand, applied.get(one.pk)) for one, stand in rows]
    return render(request, "funding/start.html", {"call": found, "choices": choices, "today": today})


@login_required
def calls_for(request: Request, pk: UUID) -> HttpResponse:
    """Show which open calls an initiative can apply to, and what stands in the way of the others."""
    today = localdate(request.now)
    initiative = get_object_or_404(initiatives_visible_to(request.person, today), pk=pk)
    check_may_apply(request.person, initiative)
    rows = [(one, obstacles(one, initiative, today)) for one in open_calls(Output.PAGE, today)]
    rows.sort(key=lambda row: len(row[1]))
    found: dict[str, object] = {"initiative": initiative, "rows": rows, "today": today}
    return render(request, "funding/calls_for.html", found)


@login_required
def part(request: Request, pk: UUID, part: str) -> HttpResponse:
    """Write one part of an application; it is saved, and one goes on to the next."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.WRITE)
    if part not in ORDER[:-1]:
        raise Http404
    blank = _blank(request)
    if part in ROWS:
        form = ROWS[part](request.POST or None, initial=rows_of(part, found), prefix="r")
        form.extra = blank
    else:
        form = FORMS[part](request.POST or None, initial=FORMS[part].initial_of(found))
    problem = ""
    if request.method == "POST" and form.is_valid():
        problem, version = _saved(request, found, part, form)
        if not problem:
            return _onward(request, found, part, blank)
    else:
        version = _version(request, found)
    return render(request, "funding/part.html", _shown(found, part, form, problem, version, blank))


def _saved(request: Request, found: Application, part: str, form: Any) -> tuple[str, int]:
    """Save a part; return what stands in the way, in words, and the version from which the form goes on."""
    sheet = sheet_of(part, form.said) if part in ROWS else form.sheet()
    version = _version(request, found)
    try:
        actions.write_application(found, sheet, version=version, by=signed_in(request), now=request.now)
    except NotAllowed:
        raise
    except ChangedMeanwhile as problem:
        found.refresh_from_db()
        return str(problem.message), found.version
    except Refused as problem:
        return str(problem.message), version
    return "", version


def _version(request: Request, found: Application) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdigit() and len(typed) < 9 else found.version


def _blank(request: Request) -> int:
    typed = (request.POST.get("blank") or request.GET.get("filas", "")).strip()
    return min(int(typed), MOST_BLANK) if typed.isdigit() and len(typed) < 4 else BLANK


def _onward(request: Request, found: Application, part: str, blank: int) -> HttpResponse:
    if "more" in request.POST:
        address = redirect("application-part", pk=found.pk, part=part).url
        return redirect(f"{address}?filas={min(blank + BLANK, MOST_BLANK)}")
    if "later" in request.POST:
        messages.success(request, _("It is kept. Go on whenever you like."))
        return redirect(found)
    following = ORDER[ORDER.index(part) + 1]
    if following == ORDER[-1]:
        return redirect("application-send", pk=found.pk)
    return redirect("application-part", pk=found.pk, part=following)


def _shown(found: Application, part: str, form: Any, problem: str, version: int, blank: int) -> dict[str, object]:
    at = ORDER.index(part)
    return {
        "it": found,
        "call": found.call,
        "asking": call_words.asking(found.call),
        "asked": written(found.amount, found.call.currency),
        "part": part,
        "title": PARTS[part],
        "form": form,
        "is_rows": part in ROWS,
        "problem": problem,
        "version": version,
        "blank": blank,
        "parts": [(slug, words) for slug, words in PARTS.items()],
        "words": list(PARTS.values()),
        "at": at + 1,
        "before": ORDER[at - 1] if at else "",
    }


@login_required
def send(request: Request, pk: UUID) -> HttpResponse:
    """Read it once more, see what is missing, declare, and send."""
    found, person = visible(request, pk), signed_in(request)
    check_may(person, found, Move.SEND)
    form = SendForm(request.POST or None, asks=actions.asks_to_be_shown(found))

    def act() -> None:
        said = form.cleaned_data
        actions.send_application(
            found, declares=said["declares"], agrees=said.get("agrees", False), by=person, now=request.now
        )

    if done(form, act):
        messages.success(request, _("The application is sent. What comes next stands on its page."))
        return redirect(found)
    missing = [(slug_of(name), PARTS[slug_of(name)], words) for name, words in gaps(found)]
    stand = [one for one in obstacles(found.call, found.initiative, localdate(request.now)) if _counts(one.code, found)]
    currency = found.call.currency
    context = {
        "it": found,
        "call": found.call,
        "form": form,
        "missing": missing,
        "obstacles": stand,
        "parts": [(slug, words) for slug, words in PARTS.items()],
        "words": list(PARTS.values()),
        "at": len(ORDER),
        "asked": written(found.amount, currency),
        "lines": [(one, written(one.amount, currency)) for one in found.lines.all()],
        "steps": [(one, written(one.amount, currency)) for one in found.steps.all()],
    }
    return render(request, "funding/send.html", context)


def slug_of(name: str) -> str:
    """Return the part of the form in which something is missing."""
    names = {"purpose": "para-que", "costs": "costos", "steps": "etapas", "results": "resultados"}
    return names.get(name, "institucion")


def _counts(code: str, found: Application) -> bool:
    return found.state == "draft" or code not in actions.TIMES
