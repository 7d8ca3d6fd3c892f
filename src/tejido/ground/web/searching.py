"""Search without accents: what is kept in `searchable` columns, and how words are looked for in them."""

import unicodedata
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tejido.ground.web.stemming import beginnings, words_of

M = TypeVar("M", bound=Model)

LONGEST = 100
"""Characters of a search that are read."""
MOST_WORDS = 8


def folded(*texts: str) -> str:
    """Return the texts as one line in small letters without accents: `"Ciudad Juárez"` becomes `"ciudad juarez"`.

    Fill `searchable` columns with it, and compare what somebody typed through it. Control characters are dropped.
    """
    bare = unicodedata.normalize("NFKD", " ".join(texts))
    kept = "".join(
        " " if unicodedata.category(char) == "Cc" else char for char in bare if not unicodedata.combining(char)
    )
    return " ".join(kept.casefold().split())


def search(things: QuerySet[M], text: str, *columns: str) -> QuerySet[M]:
    """Return those of `things` in which each word of `text`, or one of its family, occurs in one of the `columns`.

    Those hold folded text. So "seguridad escolar" finds "Escuelas seguras"; see tejido.ground.web.stemming.
    """
    for word in asked_words(text):
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__contains": word})
            for beginning in beginnings(word):
                anywhere |= begins(column, beginning)
        things = things.filter(anywhere)
    return things


def asked_words(text: str) -> list[str]:
    """Return the folded words that a search looks for, at most eight."""
    return words_of(folded(text[:LONGEST]))[:MOST_WORDS]


def begins(column: str, beginning: str) -> Q:
    """Return the condition that a word in a column of folded text begins so."""
    return Q(**{f"{column}__startswith": beginning}) | Q(**{f"{column}__contains": f" {beginning}"})
