"""What budgets by what they buy make known."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Make budgets by what they buy known; called once, from `AppConfig.ready`."""
    from tejido.ground.intake import kinds
    from tejido.ground.notices import subjects
    from tejido.ground.web import marks, panels
    from tejido.stages.funding.budget_panels import FUND_PANEL, HOME_PANEL, PLACE_PANEL
    from tejido.stages.funding.imports.budgets import DEFLATORS, KIND
    from tejido.stages.funding.queries import budgets as queries
    from tejido.stages.funding.vocabulary.budgets import Category, Certainty, ClassificationState
    from tejido.stages.funding.vocabulary.gaps import Gap

    _enter_in_record()
    kinds.register(KIND)
    kinds.register(DEFLATORS)
    marks.register("budget-category", Category, icons="budget")
    marks.register("budget-certainty", Certainty, tones={"sure": "quiet", "warned": "accent"})
    marks.register("classification-state", ClassificationState, tones={"refused": "quiet", "replaced": "quiet"})
    marks.register("gap", Gap, icons="gap")
    subjects.register("budget_line", queries.lines_followed)
    subjects.register("classification", queries.classifications_followed)
    subjects.register("announcement", queries.announcements_followed)
    panels.register(PLACE_PANEL)
    panels.register(HOME_PANEL)
    panels.register(FUND_PANEL)


def _enter_in_record() -> None:
    """Say to the record what follows from it, and in which words; all that is entered of budgets is public."""
    from tejido.ground.ledger import audit, naming, vocabulary, wording
    from tejido.stages.funding.actions.budgets import COLUMNS as SOURCE_COLUMNS
    from tejido.stages.funding.actions.budgets_moved import COLUMNS as SHIFT_COLUMNS
    from tejido.stages.funding.models import Announcement, BudgetSource, Classification
    from tejido.stages.funding.queries import budgets as queries
    from tejido.stages.funding.vocabulary.budgets import BudgetAct, Category

    vocabulary.declare(BudgetAct)
    audit.register(audit.Audited("budget_source", BudgetSource, SOURCE_COLUMNS, {"name": (BudgetAct.SOURCE_ADDED,)}))
    columns = ("line", "category", "stated_on", "state")
    texts = {"reason": (BudgetAct.PROPOSED,), "answer": (BudgetAct.REFUSED,)}
    audit.register(audit.Audited("classification", Classification, columns, texts))
    texts = {
        "what": (BudgetAct.SHIFT_ENTERED,),
        "said_by": (BudgetAct.SHIFT_ATTRIBUTED,),
        "source": (BudgetAct.SHIFT_SOURCED,),
        "withdrawn_because": (BudgetAct.SHIFT_WITHDRAWN,),
    }
    audit.register(audit.Audited("announcement", Announcement, (*SHIFT_COLUMNS, "withdrawn_on"), texts))
    naming.register("budget_source", queries.sources_named, noun=_("A budget"))
    naming.register("budget_line", queries.lines_named, noun=_("A line of a budget"))
    naming.register("classification", queries.classifications_named, noun=_("A classification"))
    naming.register("announcement", queries.announcements_named, noun=_("An announced shift"))
    source_words: dict[str, wording.Words | wording.Column] = {
        "name": _("Name"),
        "kind": _("Whose money"),
        "place": _("Place"),
        "currency": _("Currency"),
        "stage": _("Stage it is mainly about"),
        "line_count": _("Lines"),
        "made": wording.Column(_("New lines")),
        "changed": wording.Column(_("Changed lines")),
        "gone": wording.Column(_("Lines that are gone")),
        "digest": _("Checksum of all lines"),
    }
    wording.register("budget_source", source_words)
    wording.register(
        "classification",
        {
            "line": wording.Column(_("Line"), kind="budget_line"),
            "category": _("What it buys"),
            "reason": _("Why"),
            "stated_on": _("Stated on"),
            "state": _("State"),
        },
    )
    shift_words: dict[str, wording.Words | wording.Column] = {
        "what": _("What was announced"),
        "announced_on": _("Announced on"),
        "amount": _("Amount announced, in hundredths"),
        "currency": _("Currency"),
        "from_category": wording.Column(_("From"), values=dict(Category.choices)),
        "to_category": wording.Column(_("Towards"), values=dict(Category.choices)),
        "place": _("Place"),
        "lines": wording.Column(_("Lines of budgets"), kind="budget_line"),
        "calls": wording.Column(_("Calls"), kind="call"),
        "withdrawn_on": _("Taken back on"),
    }
    wording.register("announcement", shift_words)
