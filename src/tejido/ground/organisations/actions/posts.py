"""Posts of institutions."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import policies
from tejido.ground.organisations.actions.key_endings import take_keys
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import Act
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action

TITLE_LENGTH = 160


class BadTitle(Refused):
    """The title is empty or too long."""

    message = _("Write the title of the post, in at most 160 characters.")
    field = "title"


class TitleTaken(Refused):
    """The institution has a post of this title."""

    message = _("The institution has a post with this title already.")
    field = "title"


class PostEnded(Refused):
    """The post is no more."""

    message = _("This post has ended.")


@action
def add_post(organisation: Organisation, *, title: str, by: Person, now: datetime) -> Post:
    """Add a post to an institution; the host and its liaisons may. Raises NotAllowed, BadTitle, TitleTaken."""
    standing = policies.check_may_make_posts(by, organisation)
    title = " ".join(title.split())
    if not 0 < len(title) <= TITLE_LENGTH:
        raise BadTitle
    if organisation.posts.filter(title=title, ended_on=None).exists():
        raise TitleTaken
    post = Post.objects.create(organisation=organisation, title=title)
    enter(
        Act.POST_MADE,
        subject=post,
        under=organisation.profile,
        by=standing.actor,
        day=localdate(now),
        text=title,
        organisation=str(organisation.pk),
        ended_on=None,
    )
    return post


@action
def end_post(post: Post, *, by: Person, now: datetime) -> Post:
    """End a post, and with it the access of its liaisons. Its commitments stay its own.

    Raises NotAllowed, PostEnded.
    """
    standing = policies.check_may_make_posts(by, post.organisation)
    locked = Post.objects.select_for_update().select_related("organisation").get(pk=post.pk)
    if locked.ended_on:
        raise PostEnded
    locked.ended_on = localdate(now)
    locked.save(update_fields=["ended_on"])
    for person in list(locked.memberships.filter(ended_on=None).values_list("person", flat=True)):
        take_keys(person, locked.organisation, locked.ended_on)
    locked.memberships.filter(ended_on=None).update(ended_on=locked.ended_on)
    locked.invitations.all().delete()
    under, day = locked.organisation.profile, locked.ended_on
    enter(Act.POST_ENDED, subject=locked, under=under, by=standing.actor, day=day, ended_on=day)
    return locked
