"""Threads as they lie here, in the form that leaves the site: sealed, without the envelopes of the epoch.

The site opens nothing for it, so that those who read apart take their threads along in the same way. What has left
cannot be erased from here any more.
"""

from collections.abc import Iterator, Sequence

from tejido.engines.sealing import CannotOpen, bundle
from tejido.ground.organisations.keyring import address_of
from tejido.ground.organisations.models import OrganisationKey
from tejido.ground.vault import storing, threads, wrapping
from tejido.ground.vault.models import Thread, Wrap
from tejido.ground.vault.vocabulary import Side


def bundle_of(rows: Sequence[Thread]) -> Iterator[bytes]:
    """Yield a bundle of threads of one organisation, for its own keys and for recovery (docs/sealing-format.md)."""
    keys = list(OrganisationKey.objects.filter(thread_wraps__thread__in=rows).distinct().order_by("version"))
    to = {bytes(public) for key in keys for public in (key.public, key.recovery_public) if public}
    carried = [
        bundle.SealedKey(bytes(key.public), address_of(key), bytes(key.recovery_wrapped))
        for key in keys
        if key.recovery_wrapped
    ]
    return bundle.write((_sealed(row) for row in rows), to=sorted(to), keys=carried)


def _sealed(row: Thread) -> bundle.SealedThread:
    wraps = [wrap for wrap in row.wraps.filter(side=Side.ORGANISATION) if _opens(wrap)]
    return bundle.SealedThread(
        report=row.pk.bytes,
        opened_on=row.opened_on.isoformat(),
        closed_on=row.closed_on.isoformat() if row.closed_on else "",
        wraps=[
            bundle.SealedWrap(wrapping.lifted(wrap), wrap.side, wrap.item_id.bytes if wrap.item_id else b"")
            for wrap in wraps
        ],
        items=[
            bundle.SealedItem(item.pk.bytes, item.side, item.on.isoformat(), bytes(item.sealed), threads.VERSION)
            for item in row.items.order_by("on", "pk")
        ],
        files=_files(row),
    )


def _files(row: Thread) -> Iterator[bundle.SealedFile]:
    for file in row.sealed_files.order_by("on", "pk"):
        yield bundle.SealedFile(
            item=file.pk.bytes,
            kind="file",
            on=file.on.isoformat(),
            size=storing.size_of(file.blob),
            chunks=storing.read(file.blob),
            version=threads.VERSION,
            side=file.side,
        )


def _opens(wrap: Wrap) -> bool:
    try:
        wrapping.lifted(wrap)
    except CannotOpen:
        return False
    return True
