"""Words of one family are found by each other, others are not."""

import pytest

from tejido.ground.web.searching import folded
from tejido.ground.web.stemming import beginnings, words_of

PAIRS = """
    seguridad segura segura seguridad escolar escuela escuelas escolares policía policial policial policías
    vecinal vecinas alumbrado alumbrar corrupción corruptos corruptos corrupción muertes mortalidad pueblo población
    desaparecidos desaparición desaparición desaparecidas búsqueda buscadoras violencia violento mujeres mujer
    niños niñas jóvenes joven vigilancia vigilante prevención preventivo deportivo deporte luz luces juez jueces
    municipal municipio acompañar acompañantes capacitación capacitar familiares familia transparencia transparente
"""
FAMILIES = PAIRS.split()
STRANGERS = ["violencia violeta", "niños ninguno", "casa casino", "juez juego", "arte cartera", "pueblo puerta"]


def finds(asked: str, there: str) -> bool:
    return any(folded(there).startswith(beginning) for beginning in beginnings(folded(asked)))


@pytest.mark.parametrize(("asked", "there"), list(zip(FAMILIES[::2], FAMILIES[1::2], strict=True)))
def test_word_finds_another_of_its_family(asked, there):
    assert finds(asked, there)


@pytest.mark.parametrize("pair", STRANGERS)
def test_word_does_not_find_a_stranger(pair):
    assert not finds(*pair.split())


def test_words_that_stand_in_every_text_are_not_looked_for_unless_there_are_no_others():
    assert words_of(folded("La seguridad de las «escuelas»")) == ["seguridad", "escuelas"]
    assert words_of("de la") == ["de", "la"]
