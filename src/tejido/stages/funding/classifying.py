"""What a line buys by its functional code, and what must never be taken for prevention."""

import re

from tejido.ground.web.searching import folded
from tejido.stages.funding import budget_tables
from tejido.stages.funding.budget_tables import Account
from tejido.stages.funding.vocabulary.budgets import BudgetReason, Category, Certainty, Scheme

ANNEX_19 = (Scheme.ANNEX, "19")
_CALLED_ANNEX_19 = re.compile(
    r"\banexo (transversal )?(numero |no\. ?|num\. ?)?(19|xix)\b|\bannex (19|xix)\b", re.ASCII
)
_ITS_NAME = re.compile(r"acciones para la prevencion del delito,? (el )?combate a las adicciones", re.ASCII)
UNKNOWN = Account("", "", "", Category.UNCLASSIFIED, Certainty.UNKNOWN, BudgetReason.NO_CODE)


def is_annex_19(*words: str) -> bool:
    """Say whether a line names Annex 19 of the federal budget, which calls prevention what largely is not."""
    said = folded(*words)
    return bool(_CALLED_ANNEX_19.search(said) or _ITS_NAME.search(said))


def by_code(scheme: str, code: str) -> Account:
    """Return what the table says of a functional code. What lies within a mixed function is mixed as well.

    A code below a listed one (CONAC 1.6.1 or 16101 below 161) is what that one is; one that nobody listed is not
    classified.
    """
    bare = code.strip().upper()
    if scheme == Scheme.CONAC:
        bare = bare.replace(".", "")
    known = budget_tables.codes()
    shortest = {Scheme.CONAC: 3, Scheme.COFOG: 6}.get(Scheme(scheme), len(bare)) if scheme in Scheme.values else 1
    for length in range(len(bare), max(shortest, 1) - 1, -1):
        found = known.get((scheme, bare[:length]))
        if found:
            return found
    return UNKNOWN
