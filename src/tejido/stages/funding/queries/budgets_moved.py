"""What was really moved: announced, approved, paid, and to whom."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from tejido.ground.organisations.profiles import Output
from tejido.stages.funding.models import Announcement, BudgetLine, Grant
from tejido.stages.funding.queries.budgets_grants import given_by_calls


@dataclass(frozen=True)
class Moved:
    """An announcement with what followed, in hundredths of its currency; None is not known, which is not nothing."""

    announcement: Announcement
    lines: list[BudgetLine]
    approved: int | None
    paid: int | None
    grants: list[Grant]

    @property
    def given(self) -> int | None:
        """What reached initiatives by its calls, as far as it may be told."""
        amounts = [one.paid_so_far for one in self.grants]  # type: ignore[attr-defined]  # annotated by the query
        return sum(amount or 0 for amount in amounts) if amounts else None


def announcements() -> QuerySet[Announcement]:
    """Return all announcements, those taken back included: they stay readable as such."""
    lines = BudgetLine.objects.select_related("source").order_by("year", "searchable")
    found = Announcement.objects.select_related("place", "organisation").defer("place__figures")
    return found.prefetch_related(Prefetch("lines", lines))


def moved(announcement: Announcement) -> Moved:
    """Return what followed from an announcement (loaded by `announcements`). One query more where it has calls."""
    lines = list(announcement.lines.all())
    calls = list(announcement.calls.all())
    grants = given_by_calls([call.pk for call in calls], Output.PAGE) if calls else []
    return Moved(announcement, lines, _sum(lines, "approved"), _sum(lines, "paid"), grants)


def _sum(lines: list[BudgetLine], stage: str) -> int | None:
    known = [amount for line in lines if (amount := getattr(line, stage)) is not None]
    return sum(known) if known else None
