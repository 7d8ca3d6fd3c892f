"""Words for budgets: whose they are, what they buy, how sure that is, and how far money got."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BudgetKind(TextChoices):
    """Whose money it is."""

    FEDERAL = "federal", _("Federal budget")
    STATE = "state", _("Budget of a state")
    MUNICIPAL = "municipal", _("Budget of a municipality")
    FOREIGN = "foreign", _("Foreign assistance")
    FOUNDATION = "foundation", _("Foundation")


class Category(TextChoices):
    """What money buys. The last three are said beside the five, so that no money drops out silently."""

    INTERDICTION = "interdiction", _("Interdiction and forces")
    INSTITUTIONS = "institutions", _("Institutions: ordinary police and justice")
    CAUSES = "causes", _("Underlying causes")
    CITIZENS = "citizens", _("Citizen initiatives")
    DEMAND = "demand", _("Reducing the demand for drugs")
    MIXED = "mixed", _("Mixed: not classified")
    UNCLASSIFIED = "unclassified", _("Not classified yet")
    OUTSIDE = "outside", _("Outside security")


MEANING = {
    Category.INTERDICTION: _("Armed forces, deployments and operations, intelligence, what they are given and taught."),
    Category.INSTITUTIONS: _("Ordinary police, prosecutors, courts, prisons, human rights commissions, control."),
    Category.CAUSES: _("What drives insecurity: poverty, lack of opportunity and of public space, violence at home."),
    Category.CITIZENS: _("What organised citizens do themselves: initiatives, organisations, free media."),
    Category.DEMAND: _("Prevention and treatment, so that fewer people want drugs; here and abroad."),
    Category.MIXED: _("One figure holds several of these and does not tell them apart. We do not guess."),
    Category.UNCLASSIFIED: _("The line does not say enough of what it buys; nobody has given a reason yet."),
    Category.OUTSIDE: _("Health, environment, trade, food, and the running costs of those who give."),
}
"""What belongs to each category, in a sentence."""


NOTES = {
    "us-greenbook": _(
        "What agencies of the United States obligated, by fiscal year and account. Dollars of 2020 are those of the"
        " source; the deflator of each year is the ratio of its two columns. It ends in 2020."
    ),
    "us-cbj": _(
        "What was put before Congress by account, in thousands of dollars. Our copy does not say whether a column was"
        " what was spent, an estimate or a request."
    ),
    "us-dashboard": _(
        "What agencies that reported by then had obligated and spent, by sector. Much less than the other two: the"
        " account against narcotics and military assistance are not in it."
    ),
    "mx-pef-2026": _(
        "Six figures of the decree, about security and justice. They are not the whole budget: what other branches"
        " spend on underlying causes is not among them."
    ),
}
"""What is missing or odd in the package's own sources, by their key."""


class Certainty(TextChoices):
    """How sure it is that a line buys what its category says."""

    SURE = "sure", pgettext_lazy("classification", "Clear")
    WARNED = "warned", pgettext_lazy("classification", "Uncertain")
    MIXED = "mixed", pgettext_lazy("classification", "Mixed")
    UNKNOWN = "unknown", pgettext_lazy("classification", "Not known")


class Stage(TextChoices):
    """How far the money got, in order. Each is a column of a line."""

    APPROVED = "approved", pgettext_lazy("stage of money", "Approved")
    MODIFIED = "modified", pgettext_lazy("stage of money", "Modified")
    COMMITTED = "committed", pgettext_lazy("stage of money", "Committed")
    ACCRUED = "accrued", pgettext_lazy("stage of money", "Accrued")
    PAID = "paid", pgettext_lazy("stage of money", "Paid")


class Scheme(TextChoices):
    """Whose code says what a line is for."""

    NONE = "", _("No code")
    CONAC = "CONAC", _("CONAC, functional classification")
    COFOG = "COFOG", _("COFOG")
    DAC = "DAC", _("OECD DAC purpose")
    ANNEX = "PEF-ANEXO", _("Annex of the federal budget")


class BudgetReason(TextChoices):
    """Why an account or a code stands in its category."""

    NONE = "", ""
    ARMED_FORCES = (
        "armed_forces",
        _("It pays armed forces: what they are given or taught, or what they do."),
    )
    COUNTER_DRUG_FORCES = "counter_drug_forces", _("It pays what armed forces do to intercept drugs.")
    DRUG_AGENCY = (
        "drug_agency",
        _("It pays an agency that pursues trafficking; the account does not say whether for operations or training."),
    )
    JUSTICE = "justice", _("Courts and prosecutors.")
    GRASSROOTS = "grassroots", _("It gives grants to groups that people founded themselves.")
    CIVIL_SOCIETY = (
        "civil_society",
        _("Mostly grants to organisations of citizens; some go to parties, chambers of commerce and trade unions."),
    )
    NARCOTICS_AND_LAW = (
        "narcotics_and_law",
        _("One account pays aircraft and inspection, police, courts and prisons, and does not tell them apart."),
    )
    WEAPONS_AND_TERRORISM = (
        "weapons_and_terrorism",
        _("One account pays control of weapons, training against terrorism and other things besides."),
    )
    ECONOMIC_SUPPORT = (
        "economic_support",
        _("One account pays courts, prevention, human rights and the economy, and does not tell them apart."),
    )
    POLICE_COOPERATION = (
        "police_cooperation",
        _("Work with police or customs; the account does not say whether ordinary police or operations."),
    )
    DEMOCRACY_SECTOR = (
        "democracy_sector",
        _("The sector joins courts, government, human rights and organisations of citizens."),
    )
    PEACE_SECTOR = "peace_sector", _("The sector joins operations against drugs, police and work for peace.")
    SECURITY_BRANCH = (
        "security_branch",
        _("One branch holds intelligence, forces, prisons and prevention; only its programmes tell them apart."),
    )
    STATE_SECURITY_FUND = (
        "state_security_fund",
        _("One fund pays police, prosecutors, prisons, equipment and technology of the states."),
    )
    DEVELOPMENT = (
        "development",
        _("Development in general: it may reach underlying causes, but the account does not say by which programmes."),
    )
    OLD_AID = "old_aid", _("General aid of earlier decades; the account does not say what for.")
    OTHER_PURPOSE = (
        "other_purpose",
        _("It has another purpose: health, environment, food, trade, migration, energy, culture."),
    )
    RUNNING_COSTS = "running_costs", _("Running costs of those who give.")
    CODE_DIRECT = "code_direct", _("Its functional code says so.")
    CODE_MIXED = (
        "code_mixed",
        _("Its code mixes ordinary police, an institution, with deployments and operations, which are interdiction."),
    )
    CODE_BY_PROGRAMME = (
        "code_by_programme",
        _("Its code may belong to underlying causes; that depends on the programme, so each line needs a reason."),
    )
    CODE_NARCOTICS_CONTROL = (
        "code_narcotics_control",
        _("Purpose 16063 leaves interdiction and the military out by its own definition: it is not what they cost."),
    )
    CODE_LEGAL_DEVELOPMENT = (
        "code_legal_development",
        _("Purpose 15130 puts police and courts together; both are institutions, but police may include operations."),
    )
    CODE_PRISONS = "code_prisons", _("Prisons are counted as institutions; others count them as forces.")
    CODE_ANNEX_19 = (
        "code_annex_19",
        _("Annex 19 calls prevention what largely pays forces and prisons: its total is no budget of prevention."),
    )
    NO_CODE = "no_code", _("The line has no functional code that we know.")


class ClassificationState(TextChoices):
    """What became of somebody's own classification of a line."""

    PROPOSED = "proposed", pgettext_lazy("state of a classification", "Proposed")
    ADOPTED = "adopted", pgettext_lazy("state of a classification", "In force")
    REFUSED = "refused", pgettext_lazy("state of a classification", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a classification", "Withdrawn")
    REPLACED = "replaced", pgettext_lazy("state of a classification", "Replaced by another")


class BudgetAct(TextChoices):
    """Public acts on budgets."""

    SOURCE_ADDED = "budget.source.added", _("added a budget")
    LINES_IMPORTED = "budget.lines.imported", _("brought in lines of a budget")
    PROPOSED = "classification.proposed", _("said that a line buys something else")
    ADOPTED = "classification.adopted", _("adopted how a line is classified")
    REFUSED = "classification.refused", _("did not adopt how a line is to be classified")
    WITHDRAWN = "classification.withdrawn", _("took a classification back")
    REPLACED = "classification.replaced", _("replaced a classification by another")
    SHIFT_ENTERED = "announcement.entered", _("entered that a shift of money was announced")
    SHIFT_ATTRIBUTED = "announcement.attributed", _("said who announced it")
    SHIFT_SOURCED = "announcement.sourced", _("said where it can be checked")
    SHIFT_FOLLOWED = "announcement.followed", _("said which lines and calls followed")
    SHIFT_WITHDRAWN = "announcement.withdrawn", _("took an announcement back")
