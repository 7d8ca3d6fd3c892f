"""The audit: does the site still say what its record says? Reads everything once, and changes nothing."""

from tejido.ground.ledger.auditing.findings import Audit, Kind, Problem
from tejido.ground.ledger.auditing.run import audit_site

__all__ = ["Audit", "Kind", "Problem", "audit_site"]
