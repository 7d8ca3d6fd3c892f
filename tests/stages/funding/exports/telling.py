"""Rows as exports take them, made without a database, and the schemas that they are held against."""

import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tejido.ground.organisations.vocabulary import Kind, Level
from tejido.stages.funding.exports.identifiers import Publisher
from tejido.stages.funding.exports.rows import ApplicationRow, CallRow, GrantRow, Party, PaymentRow, ResultRow

TODAY = date(2026, 11, 23)
PUBLISHER = Publisher(name="Tejido (ejemplo)", url="https://tejido.example", identifier="MX-RFC-TEJ010101AAA")
CITY = Party(
    key="c1c1c1c1-0000-4000-8000-000000000001",
    name="Municipio de Juárez (ejemplo)",
    kind=Kind.INSTITUTION,
    level=Level.MUNICIPAL,
    rfc="MJU741010AAA",
    url="https://tejido.example/organizaciones/c1/",
)
FOUNDATION = Party(
    key="f1f1f1f1-0000-4000-8000-000000000002", name="Fundación (ejemplo)", kind=Kind.FUNDER, rfc="FUN010101AAA"
)
NEIGHBOURS = Party(key="a1a1a1a1-0000-4000-8000-000000000003", name="Vecinas (ejemplo)", kind=Kind.CIVIL_SOCIETY)
CALL = CallRow(
    key="ca11ca11-0000-4000-8000-000000000004",
    title="Lo que ya hacemos",
    about="Para lo que vecinas y vecinos ya hacen.",
    url="https://tejido.example/financiar/convocatorias/ca11/",
    funder=CITY,
    place_key="08037",
    place="Juárez, Chihuahua",
    causes=("lack_of_public_space",),
    currency="MXN",
    total=300_000_00,
    state="decided",
    decision="ballot",
    opens_on=date(2026, 5, 1),
    closes_on=date(2026, 5, 26),
    decided_by=date(2026, 6, 25),
    changed_on=date(2026, 6, 25),
    applications=3,
)
PAYMENT = PaymentRow(
    key="9a1d9a1d-0000-4000-8000-000000000005",
    number=1,
    paid_on=date(2026, 7, 10),
    amount=20_000_50,
    what="Luminarias puestas",
)
RESULT = ResultRow(
    key="4e504e50-0000-4000-8000-000000000006",
    what="Jóvenes que entrenan",
    expected=Decimal(80),
    figure=Decimal("60.00"),
    unit="jóvenes",
    source="lista",
    reported_on=date(2026, 9, 1),
)
GRANT = GrantRow(
    key="64a464a4-0000-4000-8000-000000000007",
    title="Luz & porterías <para la cancha>",
    purpose="Que se entrene hasta las nueve; =SUMA(A1)",
    url="https://tejido.example/financiar/apoyos/64a4/",
    state="agreed",
    is_open=True,
    funder=CITY,
    recipient=NEIGHBOURS,
    initiative="La cancha de la Loma",
    place_key="08037",
    place="Juárez, Chihuahua",
    causes=("lack_of_public_space", "poverty", "corruption"),
    currency="MXN",
    amount=(60_000_50, 60_000_50),
    paid=(20_000_50, 20_000_50),
    agreed_on=date(2026, 6, 30),
    begins_on=date(2026, 7, 1),
    ends_on=date(2027, 6, 30),
    finished_on=None,
    changed_on=date(2026, 9, 1),
    call=CALL,
    applied_for=60_000_50,
    payments=(PAYMENT,),
    results=(RESULT,),
)
FOREIGN = replace(
    GRANT,
    key="f04e14f0-0000-4000-8000-000000000008",
    funder=FOUNDATION,
    foreign_programme="72052326CA00001",
    call=None,
    applied_for=None,
    causes=(),
    payments=(replace(PAYMENT, key="9a1d9a1d-0000-4000-8000-000000000009"),),
    results=(replace(RESULT, key="4e504e50-0000-4000-8000-00000000000a"),),
)
DISCREET = replace(
    GRANT,
    key="d15cd15c-0000-4000-8000-00000000000b",
    title="Taller sin nombre de nadie",
    is_open=False,
    state=None,
    funder=None,
    recipient=None,
    amount=None,
    paid=(20_000_00, 50_000_00),
    agreed_on=None,
    begins_on=None,
    ends_on=None,
    foreign_programme="72052326CA00002",
    call=None,
    applied_for=None,
    payments=(),
    results=(),
)
GRANTS = (GRANT, FOREIGN, DISCREET)
APPLICATION = ApplicationRow(
    key="a991a991-0000-4000-8000-00000000000c",
    call=CALL.key,
    title="Luz y porterías",
    url="https://tejido.example/financiar/solicitudes/a991/",
    initiative="La cancha de la Loma",
    place_key="08037",
    place="Juárez, Chihuahua",
    causes=("poverty",),
    currency="MXN",
    amount=(50_000_00, 100_000_00),
    outcome="not_chosen",
    number=2,
)


@cache
def schemas() -> Path:
    """Where the published schemas lie; skips where nobody has them."""
    home = os.environ.get("TEJIDO_SHARED_DATA")
    if not home:
        pytest.skip("needs the folder that TEJIDO_SHARED_DATA names")
    return Path(home) / "schemas"


def schema(name: str) -> dict:
    return json.loads((schemas() / name).read_text("utf-8"))
