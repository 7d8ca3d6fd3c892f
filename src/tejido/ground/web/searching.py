"""Search without accents: what is kept in `searchable` columns, and how words are looked for in them."""

import unicodedata
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

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
    """Return those of `things` in which each word of `text` occurs in one of the `columns`, which hold folded text."""
    for word in folded(text[:LONGEST]).split()[:MOST_WORDS]:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__contains": word})
        things = things.filter(anywhere)
    return things
