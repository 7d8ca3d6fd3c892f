"""Words for places, for what drives insecurity in them, and for the figures known of them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceKind(TextChoices):
    """What a place is."""

    COUNTRY = "country", _("Country")
    STATE = "state", _("State")
    MUNICIPALITY = "municipality", _("Municipality")


class Cause(TextChoices):
    """An underlying condition of insecurity; every initiative, commitment, measure and peso is tagged by it."""

    WEAK_POLICING = "weak_policing", _("Weak policing")
    UNRELIABLE_JUSTICE = "unreliable_justice", _("Unreliable justice")
    CORRUPTION = "corruption", _("Corruption")
    POVERTY = "poverty", _("Poverty")
    INEQUALITY = "inequality", _("Inequality")
    LACK_OF_OPPORTUNITY = "lack_of_opportunity", _("Lack of opportunity")
    LACK_OF_PUBLIC_SPACE = "lack_of_public_space", _("Lack of public space")
    DEMAND_FOR_DRUGS = "demand_for_drugs", _("Demand for drugs")
    WEAPONS = "weapons", _("Weapons")


class Grade(IntegerChoices):
    """Grade of marginalisation of a municipality, as CONAPO grades it."""

    VERY_LOW = 1, _("Very low")
    LOW = 2, _("Low")
    MEDIUM = 3, _("Medium")
    HIGH = 4, _("High")
    VERY_HIGH = 5, _("Very high")


class Measure(TextChoices):
    """A figure followed over time that the package knows by itself; official files may bring more offences."""

    HOMICIDES = "homicides", _("Homicides")
    POPULATION = "population", _("Population")
    MISSING = "missing", _("People still missing")
    FOUND_ALIVE = "found_alive", _("Found alive")
    FOUND_DEAD = "found_dead", _("Found dead")
    VICTIMS_HOMICIDE = "victims_homicide", _("Victims of intentional homicide")
    VICTIMS_FEMICIDE = "victims_femicide", _("Victims of femicide")
    VICTIMS_KIDNAPPING = "victims_kidnapping", _("Victims of kidnapping")
    VICTIMS_EXTORTION = "victims_extortion", _("Victims of extortion")
    INVESTIGATIONS_HOMICIDE = "investigations_homicide", _("Investigations of intentional homicide")
    INVESTIGATIONS_FEMICIDE = "investigations_femicide", _("Investigations of femicide")
    UNREPORTED_CRIME = "unreported_crime", _("Crimes that nobody reports or investigates, per cent")
    UNREPORTED_FOR_AUTHORITY = "unreported_for_authority", _("Not reported because of the authority, per cent")


class MapTheme(TextChoices):
    """What a map is shaded by."""

    HOMICIDES = "homicides", _("Homicides")
    MARGINALISATION = "marginalisation", _("Marginalisation")
    POVERTY = "poverty", _("Poverty")


class DoorKind(TextChoices):
    """An official door, in the order in which somebody to whom something happened may need them."""

    EMERGENCY = "emergency", _("Emergencies")
    HOSPITAL = "hospital", _("Any public hospital")
    SEARCH = "search", _("Search commission")
    ANONYMOUS = "anonymous", _("Anonymous tips")
    VICTIMS = "victims", _("Commission for attention to victims")
    WOMEN = "women", _("Women's line")
    PROSECUTOR = "prosecutor", _("Prosecutor's office")
    ONLINE = "online", _("Digital complaint")
    RIGHTS = "rights", _("Human rights commission")
    PROTECTION = "protection", _("Protection mechanism for human rights defenders and journalists")
