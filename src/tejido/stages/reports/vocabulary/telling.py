"""Words of what somebody tells, and what a report's sealed parts are called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(TextChoices):
    """What somebody tells about."""

    EXTORTION = "extortion", _("Extortion")
    DISAPPEARANCE = "disappearance", _("Disappearance of somebody")
    ABUSE = "abuse", _("Abuse by police or army")
    CORRUPTION = "corruption", pgettext_lazy("kind of report", "Corruption")
    THREATS = "threats", _("Threats")
    DRUG_SALE = "drug_sale", _("Sale of drugs")
    VIOLENCE_AGAINST_WOMEN = "violence_against_women", _("Violence against women")
    RECRUITMENT = "recruitment", _("Recruitment of young people")
    UNSAFE_PLACE = "unsafe_place", _("Feeling unsafe in a place")
    OTHER = "other", pgettext_lazy("kind of report", "Something else")


class Knowing(TextChoices):
    """How the reporter knows of it."""

    HAPPENED = "happened", _("It happened to me or my family")
    SAW = "saw", _("I saw or heard it myself")
    TOLD = "told", _("Somebody told me")
    PAPERS = "papers", _("I have papers, pictures or recordings")
    INSIDE = "inside", _("I work or worked there")


class GoesOn(TextChoices):
    """Whether it goes on."""

    YES = "yes", _("Yes, it goes on")
    NO = "no", _("No, it is over")
    UNSURE = "unsure", _("I do not know")
