"""Posts of institutions and those who speak for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tejido.ground.organisations import actions, policies, queries
from tejido.ground.organisations.forms import PostForm
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.views.pages import visible
from tejido.ground.organisations.views.trying import done, told
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.requests import Request, signed_in


@login_required
def posts(request: Request, pk: object) -> HttpResponse:
    """Show the posts of an institution, and add one."""
    found = visible(request, pk)
    policies.check_may_make_posts(request.person, found)
    form = PostForm(request.POST or None)

    def act() -> None:
        title = form.cleaned_data["title"]
        actions.add_post(found, title=title, by=signed_in(request), now=request.now)

    if done(form, act):
        messages.success(request, _("The post is added."))
        return redirect("organisation-posts", pk=pk)
    return _page(request, found, form=form)


@login_required
@require_POST
def appoint(request: Request, pk: object, post: object) -> HttpResponse:
    """Make a code for whoever will speak for a post: shown once, in this very answer."""
    found = visible(request, pk)
    one = get_object_or_404(found.posts.all(), pk=post)
    codes: list[str] = []

    def act() -> None:
        codes.append(actions.appoint_liaison(one, by=signed_in(request), now=request.now))

    told(request, act, _("The code is made."))
    return _page(request, found, form=PostForm(), code=codes[0] if codes else "", code_of=one)


@login_required
def end_post(request: Request, pk: object, post: object) -> HttpResponse:
    """End a post, after asking."""
    found = visible(request, pk)
    policies.check_may_make_posts(request.person, found)
    one = get_object_or_404(found.posts.filter(ended_on=None), pk=post)
    if request.method == "POST":
        told(
            request,
            lambda: actions.end_post(one, by=signed_in(request), now=request.now),
            _("The post has ended."),
        )
        return redirect("organisation", pk=pk)
    words = {
        "title": _("End this post"),
        "sentence": one.title,
        "losses": [_("Those who speak for it lose their access at once, you too if it is yours.")],
        "stays": [_("Its commitments stay its own, and are shown with its title.")],
        "action": _("End this post"),
        "back": found.get_absolute_url(),
    }
    return render(request, "web/confirm.html", words)


def _page(
    request: Request, organisation: Organisation, *, form: PostForm, code: str = "", code_of: Post | None = None
) -> HttpResponse:
    invitations = queries.invitations_of(organisation, localdate(request.now)).filter(role=Role.LIAISON)
    context = {
        "organisation": organisation,
        "posts": list(queries.posts_of(organisation)),
        "invitations": list(invitations),
        "form": form,
        "code": code,
        "code_of": code_of,
    }
    return render(request, "organisations/posts.html", context)
