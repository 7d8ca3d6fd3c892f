"""Everything that writes places and their figures. A host does it from the command line; no page does."""

from tejido.ground.places.actions.official import store_figures
from tejido.ground.places.actions.reference import load_reference

__all__ = ["load_reference", "store_figures"]
