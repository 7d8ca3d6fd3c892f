"""Sheets on which the two who typed them differ, as one of the two sees them."""

from dataclasses import dataclass

from tejido.stages.funding.choices import Rules
from tejido.stages.funding.forms.paper import written
from tejido.stages.funding.models import Bundle


@dataclass(frozen=True)
class Differing:
    """One sheet: what each typed, what is proposed, and whether it is for this person to agree."""

    number: int
    own: str
    other: str
    proposed: str
    is_mine_to_agree: bool


def differing_of(bundle: Bundle, rules: Rules, side: str) -> list[Differing]:
    """Return the sheets that are not agreed on, once both have typed all."""
    other = "second" if side == "first" else "first"
    return [
        Differing(
            sheet.number,
            written(rules, getattr(sheet, side)),
            written(rules, getattr(sheet, other)),
            written(rules, sheet.third),
            sheet.third is not None and sheet.proposed_by_first != (side == "first"),
        )
        for sheet in bundle.sheets.filter(agreed__isnull=True)
    ]
