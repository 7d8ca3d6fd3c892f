"""What the page of a review shows, decided before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tejido.ground.moderation import subjects
from tejido.ground.moderation.models import Hiding, Review
from tejido.ground.moderation.queries import (
    flags_of,
    hiding_of,
    is_moderator,
    may_appeal,
    opened,
    page_seen,
    told_pages,
    was_decided_by,
)
from tejido.ground.moderation.vocabulary import Outcome
from tejido.ground.notices.subjects import Subject
from tejido.ground.people.models import Person


@dataclass(frozen=True)
class ReviewPage:
    """A review as one person sees it.

    Everybody sees what was decided; `subject` is the page where the reader may open it. Those who decide also see
    `texts`, `flags` and `plea`. `hiding` is there for who may answer for the page, as long as this decision hides it.
    """

    review: Review
    noun: subjects.Words
    subject: Subject | None
    texts: Sequence[str]
    flags: Sequence[tuple[str, str]]
    plea: str
    decides: bool
    is_proposer: bool
    hiding: Hiding | None
    may_mend: bool
    may_appeal: bool

    @property
    def may_confirm(self) -> bool:
        """Whether the person may agree to what another proposed."""
        return self.decides and self.review.is_proposed and not self.is_proposer and self.review.proposer_id is not None


def page_of(review: Review, person: Person | None, today: date) -> ReviewPage | None:
    """Return the page of a review for a person; None where there is nothing for them to see."""
    waits = review.decided_on is None
    moderates = is_moderator(person)
    assert person is not None or not moderates
    concerns = bool(person and subjects.concerned([review.page], person))
    decides = moderates and waits and not concerns and not was_decided_by(review, person)  # type: ignore[arg-type]
    owns = bool(concerns and person and subjects.owned([review.page], person))
    if waits and not decides:
        return None
    if not waits and not (moderates or owns) and review.page not in told_pages([review.page], today):
        return None
    hiding = hiding_of(review.page) if owns and not waits else None
    hiding = hiding if hiding and hiding.review_id == review.pk else None
    free = hiding is not None and not Review.objects.filter(page=review.page, decided_on=None).exists()
    stands = subjects.pages([review.page]).get(review.page) if decides else None
    kind = subjects.kind_of(review.page)
    return ReviewPage(
        review=review,
        noun=kind.noun if kind else "",
        subject=Subject(stands.title, stands.url) if stands else page_seen(review.page, person),
        texts=stands.texts if stands else (),
        flags=flags_of(review) if decides else (),
        plea=opened(review.plea) if decides else "",
        decides=decides,
        is_proposer=bool(person and review.proposer_id == person.pk),
        hiding=hiding,
        may_mend=free and review.outcome == Outcome.HIDE,
        may_appeal=free and hiding is not None and may_appeal(hiding),
    )
