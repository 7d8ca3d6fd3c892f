"""An organisation that listens, among those to choose from, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.stages.reports.queries.listening import Listener


@dataclass(frozen=True)
class Offer:
    """An organisation among those to choose from."""

    number: int
    listener: Listener

    @property
    def pk(self) -> str:
        """What the form sends for it."""
        return str(self.listener.organisation.pk)

    @property
    def readers(self) -> str:
        """How many people can read what it gets."""
        if self.listener.readers is None:
            return _("It does not say how many people can read it.")
        least, most = self.listener.readers
        if least == most:
            return ngettext("%(n)d person there can read it.", "%(n)d people there can read it.", least) % {"n": least}
        if most is None:
            return _("More than %(n)d people there can read it.") % {"n": least}
        return _("Between %(least)d and %(most)d people there can read it.") % {"least": least, "most": most}
