"""How pages say the values of a leaf: each app gives words to the columns of its own kinds."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tejido.ground.ledger.audit import AUDITED, WITHHELD

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """A column in words: its label, the words of its values, or the kind of which its values are ids."""

    label: Words
    values: Mapping[str, Words] | None = None
    kind: str = ""


DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
MOMENT = re.compile(rf"{DAY.pattern}T\d\d:\d\d:\d\dZ", re.ASCII)
DECIMAL = re.compile(r"-?\d{1,18}\.\d{1,6}", re.ASCII)
"""How `values.plain` writes days, moments and decimals."""

_columns: dict[tuple[str, str], Column] = {}


def register(kind: str, columns: Mapping[str, Words | Column]) -> None:
    """Give words to columns of `kind`: a label, or a `Column`; called from `AppConfig.ready`, after `audit.register`.

    With a label only, choices and the kind of a foreign key come from the audited model. A column without words stands
    on the page of its leaf as the leaf has it, and is left out of histories.
    """
    for name, words in columns.items():
        _columns[kind, name] = words if isinstance(words, Column) else _derived(kind, name, words)


def column(kind: str, name: str) -> Column | None:
    """Return the words for a column, None where no app gave any."""
    return _columns.get((kind, name))


def columns_in(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, Column]]:
    """Return those columns of a leaf that have words, in the order in which their app registered them."""
    return [(name, words) for (of, name), words in _columns.items() if of == kind and name in fields]


def names_in(kind: str, fields: Mapping[str, Any]) -> set[str]:
    """Return the record names that the values of a leaf on `kind` refer to, so that they can be named at once."""
    found = set()
    for name, words in columns_in(kind, fields):
        if words.kind and fields[name] != WITHHELD:
            found |= {f"{words.kind}:{own}" for own in _items(fields[name])}
    return found


def say(kind: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    """Put one value in words; `names` has those of `names_in`."""
    words = column(kind, name)
    if value is None or value == "" or value == []:
        return _("none")
    if value == WITHHELD:
        return _("not shown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number_format(value)
    return ", ".join(_said(words, item, names) for item in _items(value))


def _said(words: Column | None, item: str, names: Mapping[str, str]) -> str:
    if words and words.kind:
        return names.get(f"{words.kind}:{item}", item)
    if words and words.values and item in words.values:
        return str(words.values[item])
    with suppress(ValueError):  # the 30th of February is a word like any other
        if DAY.fullmatch(item):
            return date_format(date.fromisoformat(item))
        if MOMENT.fullmatch(item):
            return date_format(localtime(datetime.fromisoformat(item)), "DATETIME_FORMAT")
    if DECIMAL.fullmatch(item):
        return number_format(Decimal(item.rstrip("0").rstrip(".")))
    return item


def _items(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _derived(kind: str, name: str, label: Words) -> Column:
    """Return a column whose values are said as its model does."""
    audited = AUDITED.get(kind)
    try:
        field = audited.model._meta.get_field(name) if audited else None
    except FieldDoesNotExist:
        field = None
    if not isinstance(field, Field):
        return Column(label)
    if field.related_model is not None:
        return Column(label, kind=_kind_of(field.related_model))
    choices = {str(value): words for value, words in field.flatchoices}
    return Column(label, values=choices or None)


def _kind_of(model: Any) -> str:
    known = {audited.model: kind for kind, audited in AUDITED.items()}
    return known.get(model, str(model._meta.model_name))
