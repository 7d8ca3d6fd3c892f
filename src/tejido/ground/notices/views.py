"""Pages of notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tejido.ground.notices import actions, digest, queries
from tejido.ground.notices.forms import MailForm
from tejido.ground.notices.models import Notice
from tejido.ground.people import mail
from tejido.ground.people.requests import Request, signed_in
from tejido.ground.web.listing import Listing, Sort, select
from tejido.ground.web.listing.pages import page_of

NOTICES = Listing[Notice](
    title=_("Notices"),
    count=lambda n: ngettext("%(n)s notice", "%(n)s notices", n) % {"n": number_format(n)},
    sorts=[Sort("nuevas", _("Newest"), ("-id",))],
    empty=_(
        "Here will be what happens to what you follow. Each page of a place, an initiative, an organisation, a "
        "roundtable or a commitment has a button to follow it."
    ),
)


@login_required
def notices(request: Request) -> HttpResponse:
    """Show what happened to what the person follows, newest first."""
    person = signed_in(request)
    selection = select(NOTICES, queries.notices_of(person), request.path, request.GET.dict())
    page = page_of(selection, request.GET.get("pagina", ""))
    read_through = queries.reader_of(person).read_through
    context = {
        "listing": NOTICES,
        "selection": selection,
        "page": page,
        "lines": queries.lines_of(page.rows, person, read_through),
        "has_new": any(notice.pk > read_through for notice in page.rows),
    }
    return render(request, "notices/notices.html", context)


@login_required
@require_POST
def read(request: Request) -> HttpResponse:
    """Mark all as read."""
    actions.mark_read(by=signed_in(request), now=request.now)
    return redirect("notice-list")


@login_required
def following(request: Request) -> HttpResponse:
    """Show what the person follows."""
    return render(request, "notices/following.html", {"followed": queries.followed_by(signed_in(request))})


@login_required
@require_POST
def follow(request: Request) -> HttpResponse:
    """Follow something, and go back to its page."""
    try:
        actions.follow(subject=request.POST.get("subject", ""), by=signed_in(request), now=request.now)
    except actions.NothingToFollow as problem:
        messages.error(request, str(problem.message))
    return redirect(_back(request))


@login_required
@require_POST
def unfollow(request: Request) -> HttpResponse:
    """Follow something no longer, and go back to where the button was."""
    actions.unfollow(subject=request.POST.get("subject", ""), by=signed_in(request), now=request.now)
    return redirect(_back(request))


@login_required
def choose_mail(request: Request) -> HttpResponse:
    """Choose what the daily mail says and when it may come."""
    person = signed_in(request)
    reader = queries.reader_of(person)
    form = MailForm(request.POST or None, initial={"kind": reader.mail, "hour": reader.hour})
    if form.is_valid():
        data = form.cleaned_data
        actions.change_mail(kind=data["kind"], hour=data["hour"], by=person, now=request.now)
        messages.success(request, gettext("Kept."))
        return redirect("account")
    context = {"form": form, "has_address": bool(person.email_sealed), "sends_mail": mail.is_set_up()}
    return render(request, "notices/mail.html", context)


@csrf_exempt  # the key in the address is the permission; mail programmes post here too (RFC 8058), and no cookie is set
def stop(request: Request, token: str) -> HttpResponse:
    """Stop the mail of whoever has this key: a look shows the button, since mail programmes look at links too."""
    is_done = request.method == "POST" and actions.stop_mail(token=token, now=request.now)
    context = {"is_done": is_done, "is_known": is_done or digest.person_of(token) is not None}
    response = render(request, "notices/stop.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # as above: the key is the permission
def unfollow_by_mail(request: Request, token: str) -> HttpResponse:
    """Follow one thing no longer: a look shows the button, a tap on it ends it; nothing says what it was."""
    is_done = request.method == "POST" and actions.unfollow_by_mail(token=token, now=request.now)
    context = {"is_done": is_done, "is_known": is_done or digest.follow_of(token) is not None}
    response = render(request, "notices/unfollow.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _back(request: Request) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return "notice-following"
