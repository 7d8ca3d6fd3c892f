"""The example story: invented people and bodies in a real municipality, made through the project's own actions."""

from tejido.portal.demo.seed import ensure_story, holds_others
from tejido.portal.demo.signing_in import sign_ins

__all__ = ["ensure_story", "holds_others", "sign_ins"]
