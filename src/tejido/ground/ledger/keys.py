"""The key with which this site signs its record, and the name of the record."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tejido.engines.record import SignerKey, VerifierKey
from tejido.ground.ledger.models import Leaf

PATH = "/bitacora"


def new_key() -> SignerKey:
    """Return the key for a record that begins now: it is named after the address of the site, without its scheme."""
    address = urlsplit(settings.SITE_URL)
    return SignerKey(f"{address.netloc}{address.path}{PATH}", settings.KEYS.record)


def declared_key() -> VerifierKey | None:
    """Return the verifier key that leaf 0 declares; None before the first act. Raises NoteError for a damaged one."""
    opening = Leaf.objects.filter(pk=0).first()
    return VerifierKey.parse(str(opening.fields.get("key", ""))) if opening else None


def signer() -> SignerKey | None:
    """Return the key that signs this record, None before the first act.

    Its name stays what it was when the record began, whatever the site is called today. Raises ImproperlyConfigured
    where the key in `instance.json` is another one than leaf 0 declares: nothing that it signs would be believed.
    """
    declared = declared_key()
    if declared is None:
        return None
    key = SignerKey(declared.name, settings.KEYS.record)
    if key.verifier != declared:
        raise ImproperlyConfigured("the key of the record is not the one that its first leaf declares")
    return key
