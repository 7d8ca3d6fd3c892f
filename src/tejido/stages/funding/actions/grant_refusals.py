"""What the actions on grants expect to go wrong: words for the person, and the field they belong to."""

from django.utils.translation import gettext_lazy as _

from tejido.ground.web.acting import Refused


class GrantWrongTime(Refused):
    """The grant is in a state in which this is impossible."""

    message = _("This cannot be done with the grant as it is now. Look at its page: somebody may have been faster.")


class GrantTextMissing(Refused):
    """A text says nothing, or is too long."""

    message = _("Write a few words: what and why. Name no persons.")
    field = "text"


class CannotBeFunded(Refused):
    """The initiative gets no grants now."""

    message = _("Choose an initiative that is published and goes on, and that gives nothing to itself.")
    field = "initiative"


class NotChosen(Refused):
    """The application was not chosen, or has its grant already."""

    message = _("A grant follows from an application that was chosen, once.")


class TooOpen(Refused):
    """A grant shows no more than its initiative."""

    message = _("A grant cannot be shown more openly than its initiative.")
    field = "profile"


class DayImpossible(Refused):
    """The day has not come yet, or lies before the agreement."""

    message = _("This day lies before the agreement, or has not come yet.")
    field = "paid_on"


class OverInstalment(Refused):
    """More than the instalment."""

    message = _("The instalment is smaller than that. To pay more, change the agreement first.")
    field = "amount"


class OverBalance(Refused):
    """More than what is left of the grant."""

    message = _("That is more than what is left of the grant.")
    field = "amount"


class OverPaid(Refused):
    """More than what was paid and is not accounted for."""

    message = _("More than what was paid and is to be accounted for. Enter only the part that this grant paid.")
    field = "amount"


class BadFolio(Refused):
    """Not the folio of a CFDI."""

    message = _("A fiscal folio has 32 digits and letters from A to F, as in 5FB2822E-396D-4725-8521-CDC4BDD20CCF.")
    field = "folio"


class FolioUsed(Refused):
    """The folio accounts for money already."""

    message = _("This invoice accounts for money in another grant already. Each invoice counts once.")
    field = "folio"


class AmendmentWaits(Refused):
    """One change at a time."""

    message = _("A change waits for its answer already. Answer it, or take it back, before another is proposed.")


class NothingChanges(Refused):
    """The amendment says what stands already."""

    message = _("Nothing is different from what stands. Change something, or leave it.")


class UnderPaid(Refused):
    """The amount would be less than what was paid."""

    message = _("More than that was paid already.")
    field = "amount"


class StillOpen(Refused):
    """Something is open, so the grant cannot be finished; the message says what."""

    message = _("The grant cannot be finished yet.")


class ReportSent(Refused):
    """The report was sent already."""

    message = _("This report was sent already.")


class BadReading(Refused):
    """A number of a report cannot be."""

    message = _("A number from zero up with at most two decimals, and where it is written or who counted.")


class TooMany(Refused):
    """A bounded number is reached."""

    message = _("There is no room for more here. Come back in some days.")


class DoubtAnswered(Refused):
    """The doubt has its answer."""

    message = _("This doubt was answered already.")


class NotYours(Refused):
    """Chosen on behalf of an organisation that the person does not coordinate."""

    message = _("Choose an organisation that you coordinate.")
    field = "organisation"
