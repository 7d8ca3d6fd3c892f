"""Choosing places by typing them: fields of forms, and the filter of lists. No script and no list of 2,500 options."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tejido.ground.places import tables
from tejido.ground.places.models import Place
from tejido.ground.places.search import find_key, normalise
from tejido.ground.web.listing import Filter

M = TypeVar("M", bound=Model)

SUGGESTED = 6
_KEY = re.compile(r"\((\d{2}|\d{5})\)\s*$")


def label_of(key: str) -> str:
    """Return the name that tells a place apart from its homonyms: `Juárez, Chihuahua`; a state or the country alone."""
    known = tables.places()
    row = known[key]
    if len(key) == len(row.state):
        return row.common_name or row.name
    return f"{row.name}, {known[row.state].common_name or known[row.state].name}"


def typed_as(place: Place) -> str:
    """Return the text that a place is typed with so that it can be no other: `Juárez, Chihuahua (08037)`."""
    return f"{place.full_name} ({place.key})"


def key_of(text: str) -> str:
    """Return the key of the one place that `text` can mean.

    Raises forms.ValidationError where there is none, or where there are several, naming these.
    """
    named = _KEY.search(text)
    if named and named[1] in tables.places():
        return named[1]
    found = find_key(text)
    bare = normalise(text.partition(",")[0])
    exact = [key for key in found if bare in _names(key)]
    candidates = exact or found
    if not candidates:
        raise forms.ValidationError(_("We know no place called “%(text)s”.") % {"text": text[:60]}, code="unknown")
    if len(candidates) > 1:
        several = "; ".join(f"{label_of(key)} ({key})" for key in candidates[:SUGGESTED])
        words = {"text": text[:60], "several": several}
        raise forms.ValidationError(_("“%(text)s” can be %(several)s. Copy the one you mean.") % words, code="several")
    return candidates[0]


def _names(key: str) -> set[str]:
    row = tables.places()[key]
    return {normalise(name) for name in (row.name, row.common_name, row.abbreviation) if name}


class PlaceField(forms.CharField):
    """One place, typed by name (with its state where there are several) or by its INEGI key."""

    default_error_messages = {"required": gettext_lazy("Write the place.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Municipality and state, for example: Juárez, Chihuahua"))
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a place as it is typed."""
        return typed_as(value) if isinstance(value, Place) else value

    def clean(self, value: Any) -> Any:
        """Return the place, or None for nothing."""
        text = super().clean(value)
        return _loaded([key_of(text)])[0] if text else None


class PlacesField(forms.CharField):
    """Several places, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {"required": gettext_lazy("Write at least one place.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy("One a line: a municipality with its state (Juárez, Chihuahua), a state, or México for all."),
        )
        super().__init__(max_length=4000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show places as they are typed."""
        return "\n".join(map(typed_as, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """Return the places, each once."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        keys, problems = [], []
        for line in lines:
            try:
                keys.append(key_of(line))
            except forms.ValidationError as problem:
                problems.append(problem)
        if problems:
            raise forms.ValidationError(problems)
        return _loaded(list(dict.fromkeys(keys)))


def _loaded(keys: Sequence[str]) -> list[Place]:
    places = Place.objects.defer("figures").in_bulk(keys)
    missing = [key for key in keys if key not in places]
    if missing:
        raise forms.ValidationError(_("We know no place called “%(text)s”.") % {"text": missing[0]}, code="unknown")
    return [places[key] for key in keys]


def place_filter(field: str) -> Filter[Any]:
    """Return the filter by place of a list whose rows point to places by `field`: a state holds what lies in it."""
    return Filter(
        "lugar",
        gettext_lazy("Place"),
        [],
        _applied(field),
        label_of=_label_of_typed,
        help=gettext_lazy("A municipality, with its state where several have the name, or a state."),
    )


def _label_of_typed(text: str) -> str | None:
    found = find_key(text)
    return label_of(found[0]) if found else None


def _applied(field: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    def apply(things: QuerySet[M], text: str) -> QuerySet[M]:
        key = find_key(text)[0]
        if key == tables.COUNTRY:
            return things
        here = Q(**{field: key}) | Q(**{f"{field}__parent": key}) if len(key) == 2 else Q(**{field: key})
        return things.filter(pk__in=things.model._default_manager.filter(here).values("pk"))

    return apply
