"""Forms of initiatives. They read what was typed; what may be is checked by the actions."""

from tejido.stages.initiatives.forms.outline import NeedForm, OutlineForm, ProposeForm

__all__ = ["NeedForm", "OutlineForm", "ProposeForm"]
