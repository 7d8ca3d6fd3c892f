"""Telling what happened, with photos that were drawn afresh and, where asked for, covered."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from tejido.engines.cleaning import Cleaned
from tejido.ground.files.actions import drop_file, keep_file
from tejido.ground.people.models import Person
from tejido.ground.people.quotas import UPDATES, spend
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.showing import tell_updates
from tejido.stages.initiatives.models import Initiative, Photo, Uncovered, Update

UPDATE_LENGTH = 1500
ALT_LENGTH = 200
MOST_PHOTOS = 4
MOST_HELD = 6
"""Photos of one person that wait to be covered."""


class BadUpdate(Refused):
    """The text, the day or the photos cannot be."""

    message = _("Say what happened, in at most 1,500 characters.")
    field = "text"


class PhotoGone(Refused):
    """The photo that was to be covered is not there any more."""

    message = _("The photo waited too long and was erased. Choose it again.")
    field = "photo"


@action
def write_update(
    initiative: Initiative,
    *,
    text: str,
    happened_on: date | None = None,
    photos: Sequence[tuple[Cleaned, str]] = (),
    covered: bool = False,
    by: Person,
    now: datetime,
) -> Update:
    """Tell what happened, with photos (each with words for who cannot see it); its coordinators may.

    Others see it at once where the initiative is open, after 72 hours where it is discreet.
    Raises NotAllowed, BadUpdate.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    spend(UPDATES, by, now)
    today = localdate(now)
    day = happened_on or today
    text = text.strip()
    if not 0 < len(text) <= UPDATE_LENGTH:
        raise BadUpdate
    if day > today:
        raise BadUpdate(_("This day has not come yet. Tell what happened, not what is to come."), field="happened_on")
    if len(photos) > MOST_PHOTOS:
        raise BadUpdate(_("At most four photos fit into one update."), field="photo")
    made = Update.objects.create(initiative=locked, text=text, happened_on=day, written_on=today)
    for picture, alt in photos:
        kept = keep_file(picture, today=today)
        Photo.objects.create(update=made, file=kept, alt=" ".join(alt.split())[:ALT_LENGTH], covered=covered)
    tell_updates([made], today)
    return made


@action
def withdraw_update(update: Update, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Take an update back with its photos, for good; copies that were taken cannot be recalled. Raises NotAllowed."""
    policies.check_may_run(by, update.initiative)
    for photo in update.photos.select_related("file"):
        photo.delete()
        drop_file(photo.file)
    update.delete()


@action
def hold_photo(initiative: Initiative, *, photo: Cleaned, by: Person, now: datetime) -> tuple[Uncovered, str]:
    """Hold a photo while its person chooses what to cover, and return it with the key that alone opens it.

    The key goes into the person's session and is kept nowhere else. Raises NotAllowed.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    for old in Uncovered.objects.filter(person=by).order_by("-made_on", "pk")[MOST_HELD - 1 :]:
        old.delete()
    key = secrets.token_bytes(Aead.KEY_SIZE)
    held = Uncovered(
        initiative=locked, person=by, width=photo.width, height=photo.height, made_on=localdate(now), sealed=b""
    )
    held.sealed = bytes(Aead(key).encrypt(photo.data, aad=held.pk.bytes))
    held.save(force_insert=True)
    return held, key.hex()


@action
def drop_held(pk: UUID, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Erase a photo that waits to be covered; only its person may, and for others there is none."""
    policies.check_has_account(by)
    Uncovered.objects.filter(pk=pk, person=by).delete()


@action
def clear_held(*, now: datetime) -> int:
    """Erase photos that nobody covered, and return how many; runs daily."""
    return Uncovered.objects.filter(made_on__lt=localdate(now)).delete()[0]


def opened(held: Uncovered, key: str) -> bytes:
    """Return the photo. Raises PhotoGone where the key is another."""
    try:
        return Aead(bytes.fromhex(key)).decrypt(bytes(held.sealed), aad=held.pk.bytes)
    except (CryptoError, ValueError, TypeError):
        raise PhotoGone from None
