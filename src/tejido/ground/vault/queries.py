"""Reads of the vault."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tejido.ground.vault.models import Thread, Wrap


def with_contents(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Fetch what it takes to open each of `threads`, in as many queries for many as for one."""
    return threads.prefetch_related("items", Prefetch("wraps", Wrap.objects.select_related("key")))


def keys_in_use(ids: Collection[UUID]) -> set[UUID]:
    """Return those of these keys of organisations to which a thread is still sealed."""
    return set(Wrap.objects.filter(key__in=ids).values_list("key", flat=True))
