"""Reads of the vault."""

from django.db.models import Prefetch, QuerySet

from tejido.ground.vault.models import Thread, Wrap


def with_contents(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Fetch what it takes to open each of `threads`, in as many queries for many as for one."""
    return threads.prefetch_related("items", Prefetch("wraps", Wrap.objects.select_related("key")))
