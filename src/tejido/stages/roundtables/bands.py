"""Numbers that are not told exactly, in words."""

from django.utils.translation import gettext as _


def others_in_words(span: tuple[int, int | None]) -> str:
    """Return how many others there are, that are not named, from a band (from, up to)."""
    low, high = span
    if high is None:
        return _("%(low)s or more others, not named") % {"low": low}
    if low == high:
        return _("%(low)s others, not named") % {"low": low}
    return _("%(low)s to %(high)s others, not named") % {"low": low, "high": high}
