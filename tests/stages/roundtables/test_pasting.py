from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.stages.roundtables.chats import read_chat
from tejido.stages.roundtables.pasting import TOPIC, Proposal, propose
from tejido.stages.roundtables.vocabulary import ItemKind

TODAY = date(2026, 11, 2)
SAID = ["Buenas tardes", "Acuerdo: sesionar el primer lunes de cada mes", "Compromiso: podar el parque para el viernes"]
EXPECTED = [
    Proposal(ItemKind.AGREED, "sesionar el primer lunes de cada mes"),
    Proposal(ItemKind.COMMITMENT, "podar el parque para el viernes", date(2026, 3, 6)),
]
HEADS = {
    "Android, 12 hours": "2/3/26, 10:15 p. m. - {}: {}",
    "Android, 12 hours, narrow blanks": "2/3/26, 10:15\u202fp.\u00a0m. - {}: {}",
    "Android, 24 hours": "02/03/2026, 22:15 - {}: {}",
    "Android, 24 hours, no comma": "2/3/26 22:15 - {}: {}",
    "iOS, 24 hours": "[02/03/26, 22:15:32] {}: {}",
    "iOS, 12 hours": "\u200e[2/3/26, 10:15:32 p. m.] {}: {}",
    "iOS, unknown contact": "[02/03/26, 10:15:32 PM] ~ {}: {}",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_propose_from_chat_of_each_format(head):
    chat = "\n".join(head.format("Ana Pérez", said) for said in SAID)
    assert propose(chat, today=TODAY) == EXPECTED


def test_propose_from_chat_with_the_month_first():
    chat = "3/2/26, 10:15 PM - Ana: hola\n3/13/26, 10:15 PM - Ana: Compromiso: podar el parque en 2 días"
    assert propose(chat, today=TODAY) == [Proposal(ItemKind.COMMITMENT, "podar el parque en 2 días", date(2026, 3, 15))]


CHAT = """12/03/24, 9:58 - Los mensajes y las llamadas están cifrados de extremo a extremo.
12/03/24, 9:59 - Juan Pérez creó el grupo "Mesa de la cancha"
12/03/24, 10:00 - Juan Pérez: Buenos días a todas
12/03/24, 10:01 - +52 1 656 123 4567: <Multimedia omitido>
12/03/24, 10:02 - Rosa Elena Luján: Acordamos con Juan que la cancha abre a las 6, le avisan a @5216561234567
12/03/24, 10:03 - +52 1 656 123 4567: nos comprometemos a pintar las bancas antes del 15 de marzo
mi número es 656 123 4567, rosa@example.org
12/03/24, 10:04 - Juan Pérez: Pendientes:
- La luz de la calle 5
- El contrato con la empresa
12/03/24, 10:05 - Juan Pérez: Se eliminó este mensaje
12/03/24, 10:06 - Rosa Elena Luján: Hay que ver el oficio con el Lic. Mario Ortega Ruiz en la próxima sesión
12/03/24, 10:07 - Juan Pérez: jajaja sí
"""


def test_propose_from_chat_leaves_people_out():
    assert propose(CHAT, today=TODAY) == [
        Proposal(ItemKind.AGREED, "Acordamos con … que la cancha abre a las 6, le avisan a …"),
        Proposal(
            ItemKind.COMMITMENT,
            "nos comprometemos a pintar las bancas antes del 15 de marzo mi número es …",
            date(2024, 3, 15),
        ),
        Proposal(TOPIC, "La luz de la calle 5"),
        Proposal(TOPIC, "El contrato con la empresa"),
        Proposal(TOPIC, "Hay que ver el oficio con el … en la próxima sesión"),
    ]


MINUTES = """MINUTA DE LA TERCERA SESIÓN

Asistentes:
Juan Pérez
Mtra. Rosa Luján

Orden del día
Alumbrado de la cancha
Programa de mediación

La Dirección presentó el avance del alumbrado.

ACUERDOS:
1.- Sesionar cada primer lunes.
2.- Abrir la cancha hasta las 21 horas.

Compromiso 1: Encender 40 luminarias. Responsable: Dirección de Alumbrado. Fecha: 15/03/2027
Compromiso 2: Entregar el padrón en 30 días (Responsable: Juan Pérez)
"""


def test_propose_from_old_minutes():
    assert propose(MINUTES, today=TODAY, owners=["Dirección de Alumbrado (ejemplo)", "Policía"]) == [
        Proposal(ItemKind.DISCUSSED, "MINUTA DE LA TERCERA SESIÓN"),
        Proposal(TOPIC, "Alumbrado de la cancha"),
        Proposal(TOPIC, "Programa de mediación"),
        Proposal(ItemKind.DISCUSSED, "La Dirección presentó el avance del alumbrado."),
        Proposal(ItemKind.AGREED, "Sesionar cada primer lunes."),
        Proposal(ItemKind.AGREED, "Abrir la cancha hasta las 21 horas."),
        Proposal(
            ItemKind.COMMITMENT,
            "Encender 40 luminarias. Fecha: 15/03/2027",
            date(2027, 3, 15),
            "Dirección de Alumbrado (ejemplo)",
        ),
        Proposal(ItemKind.COMMITMENT, "Entregar el padrón en 30 días", date(2026, 12, 2)),
    ]


def test_read_chat_in_plain_text_is_none():
    assert read_chat("Minuta\nAcuerdo: nada\n12:30 terminó") is None


@settings(max_examples=60)
@given(st.text(max_size=500), st.text(st.characters(categories=["Lu", "Ll"]), min_size=4, max_size=12))
def test_propose_never_names_who_wrote(text, name):
    name = f"Zz{name}"
    chat = f"2/3/26, 10:15 - {name}: hola\n2/3/26, 10:16 - {name}: Acuerdo: {name} dijo {text} y {name}"
    assert not [item for item in propose(chat, today=TODAY) if name.casefold() in item.text.casefold()]


@settings(max_examples=100)
@given(st.text(max_size=800))
def test_propose_from_any_text_gives_short_items(text):
    assert all(item.text for item in propose(text, today=TODAY))


def test_propose_from_a_megabyte_ends():
    assert len(propose("Acuerdo: " + "uno dos tres " * 80_000, today=TODAY)) == 1
    assert len(propose("\n".join(f"- punto número {number}" for number in range(40_000)), today=TODAY)) == 200
