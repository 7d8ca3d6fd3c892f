"""The beginnings that Spanish words of one family share: what a search looks for instead of the words that were typed.

A light stemmer in the manner of J. Savoy (Light stemming approaches for the French, Portuguese, German and Hungarian
languages, SAC 2006), with the derivations that occur in what people here write (`escolar` beside `escuela`). It works
on folded words (see `searching.folded`), so that nobody has to type accents, and what it returns are *beginnings* of
words: the database compares them with the plain text, the same way in SQLite and in PostgreSQL, and keeps no stems.
"""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
_EVERYWHERE = """
    a al ante con contra de del desde el ella en entre es la las lo los mas mi no nos o para por que se sin sobre su sus
    un una uno y ya the of and in for
"""
STOP = frozenset(_EVERYWHERE.split())
_ENDINGS = """
    amiento amientos imiento imientos acion aciones icion iciones ucion uciones cion ciones sion siones ador adora
    adores adoras edor edora edores edoras idor idora idores idoras idad idades mente able ables ible ibles ante
    antes ente entes encia encias ancia ancias cia cias ista istas ismo ismos iva ivo ivas ivos ar ares al ales
    ero era eros eras oso osa osos osas ado ada ados adas ido ida idos idas ecido ecida ecidos ecidas ecer ando
    iendo er ir ia ias io ios ez to ta tos tas te tes eda edas
"""
DERIVED = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))
INFLECTED = ("es", "as", "os", "s", "a", "o", "e")
SHORTEST_DERIVED, SHORTEST_INFLECTED = 5, 4
"""Letters that are left at least: with fewer, words of other families begin the same way (`violencia`, `violeta`)."""
_BROKEN = re.compile(r"(ue|ie|o|e)(?=[^aeiou]*$)")
_WHOLE = {"ue": "o", "ie": "e", "o": "ue", "e": "ie"}
_SPELLED = {"qu": "c", "c": "qu", "gu": "g", "z": "c"}


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, without those that stand in every text; all of them where no other is left."""
    words = WORD.findall(folded)
    return [word for word in words if word not in STOP] or words


@lru_cache(maxsize=1024)  # words of searches tell nobody apart, and go with the process
def beginnings(word: str) -> tuple[str, ...]:
    """Return the beginnings that words of the family of `word` (folded) can have, its own first.

    Stems are shortened, and spelt both ways where Spanish changes a vowel or a letter: `escuela` gives `escuel` and
    `escol`, `busqueda` gives `busqu` and `busc`.
    """
    if len(word) <= SHORTEST_DERIVED:
        return _short(word)
    stem = _stripped(word, DERIVED, SHORTEST_DERIVED)
    if stem == word:
        stem = _stripped(word, INFLECTED, SHORTEST_INFLECTED)
    found = [stem]
    broken = _BROKEN.search(stem)
    if broken:
        found.append(stem[: broken.start()] + _WHOLE[broken[1]] + stem[broken.end() :])
    for ending, other in _SPELLED.items():
        if stem.endswith(ending):
            found.append(stem.removesuffix(ending) + other)
    return tuple(dict.fromkeys(found))


def _stripped(word: str, endings: tuple[str, ...], shortest: int) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending)
    return word


def _short(word: str) -> tuple[str, ...]:
    """Return the singular of a short word in both genders: `ninos` gives `nino` and `nina`, `luz` gives `luces`."""
    if word.endswith("z"):
        return (word, word[:-1] + "ces")
    single = word.removesuffix("s") if len(word) > 3 else word
    if len(single) > 3 and single[-1] in "oa":
        return (single, single[:-1] + ("a" if single[-1] == "o" else "o"))
    return (single,)
