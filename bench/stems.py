"""Which words of one family a search finds by each other: ours, Snowball's Spanish stemmer, and the letters as typed.

Snowball is no dependency: `pip install snowballstemmer` beside the checkout, or its row says that it is not there.
"""

import importlib.util
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.measuring import Row

PAIRS = """
    seguridad:segura escolar:escuela escuelas:escolares policía:policial policial:policías vecinal:vecinas
    vecinas:vecino alumbrado:alumbrar corrupción:corruptos corruptos:corrupción muertes:mortalidad pueblo:población
    desaparecidos:desaparición desaparición:desaparecidas búsqueda:buscadoras buscadoras:búsqueda violencia:violento
    violentos:violencia mujeres:mujer niños:niñas jóvenes:joven comunidad:comunitaria comunitario:comunidades
    vigilancia:vigilante vigilantes:vigilancia educación:educativo educativa:educación prevención:preventivo
    organización:organizaciones madres:madre calles:calle parque:parques deportivo:deporte deporte:deportes
    justicia:justicias denuncia:denuncias denunciar:denuncia reforestación:reforestar limpieza:limpiar canchas:cancha
    luminarias:luminaria iluminación:iluminar acompañamiento:acompañar acompañar:acompañantes capacitación:capacitar
    transparencia:transparente víctimas:víctima migrantes:migración adicciones:adicción empleo:empleos
    municipal:municipio municipios:municipal juez:jueces luz:luces paz:paz barrio:barrios barrial:barrio
    familia:familiares familiares:familias
"""
STRANGERS = """
    violencia:violeta niños:ninguno casa:casino policía:polígono parque:parto cancha:canción mujer:mugre justicia:justo
    luz:lujo arte:cartera juez:juego barrio:barro pueblo:puerta
"""
Finds = Callable[[str, str], bool]


def rows() -> Iterator[dict[str, Any]]:
    """Count pairs found and strangers found by mistake; the cost is that of all pairs."""
    cost, words = _measured(_ours)
    snow = _snowball()
    if snow:
        peer_cost, peer_words = _measured(snow)
        yield _row("families of words", cost, words, "Snowball, Spanish", peer_cost, peer_words)
    else:
        yield Row("families of words", cost, "Snowball is not installed", None, None, True, note=words).as_json()
    peer_cost, peer_words = _measured(_letters)
    yield _row("families of words", cost, words, "letters as typed", peer_cost, peer_words)


def _row(name: str, cost: float, words: str, peer: str, peer_cost: float, peer_words: str) -> dict[str, Any]:
    note = f"ours {words}; theirs {peer_words}"
    return Row(name, cost, peer, peer_cost, None, True, note=note).as_json()  # other answers are no peers in speed


def _measured(finds: Finds) -> tuple[float, str]:
    finds("calles", "calle")  # whatever is imported is imported now
    begun = time.process_time()
    found = [finds(*pair.split(":")) for pair in PAIRS.split()]
    wrong = [finds(*pair.split(":")) for pair in STRANGERS.split()]
    cost = time.process_time() - begun
    return cost, f"{sum(found)} of {len(found)} found, {sum(wrong)} of {len(wrong)} by mistake"


def _ours(asked: str, there: str) -> bool:
    from tejido.ground.web.searching import folded
    from tejido.ground.web.stemming import beginnings

    return any(folded(there).startswith(beginning) for beginning in beginnings(folded(asked)))


def _letters(asked: str, there: str) -> bool:
    from tejido.ground.web.searching import folded

    return folded(asked) in folded(there)


def _snowball() -> Finds | None:
    if importlib.util.find_spec("snowballstemmer") is None:
        return None
    import snowballstemmer

    stem = snowballstemmer.stemmer("spanish").stemWord
    return lambda asked, there: bool(stem(asked) == stem(there))
