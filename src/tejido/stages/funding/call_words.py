"""A call in everyday words: what it offers, who can apply, how it is decided, what comes next and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause, Grade
from tejido.stages.funding.models import Call
from tejido.stages.funding.models.call import Constraint
from tejido.stages.funding.money import written
from tejido.stages.funding.vocabulary.calls import (
    CallState,
    CompletionKind,
    Decision,
    GroupOf,
    RuleKind,
    StopKind,
    TiesKind,
    UtilityKind,
    VoteKind,
)


@dataclass(frozen=True)
class Stage:
    """One day of a call: what happens, whether it is over, and whether it is what comes next."""

    words: str
    day: date
    is_past: bool
    is_next: bool


def where(call: Call) -> str:
    """Return the places of a call by name."""
    return "; ".join(place.full_name for place in call.places.all()) or call.place.full_name


def offer(call: Call) -> str:
    """Return in one sentence who gives how much for what happens where."""
    words = {"who": call.funder.name, "amount": written(call.total, call.currency), "where": where(call)}
    return _("%(who)s gives %(amount)s for what citizens already do in %(where)s.") % words


def asking(call: Call) -> str:
    """Return how much one can ask for."""
    least, most = call.least, call.most or call.total
    words = {"least": written(least, call.currency), "most": written(most, call.currency)}
    if least:
        return _("Each application asks for between %(least)s and %(most)s.") % words
    return _("Each application asks for at most %(most)s.") % words


def who_can_apply(call: Call) -> list[str]:
    """Return the conditions, one a sentence."""
    found = [_("Initiatives that are published here and go on.")]
    if call.months_existed:
        found.append(_("They have existed for at least %(months)s months.") % {"months": call.months_existed})
    if call.causes:
        causes = ", ".join(str(Cause(cause).label) for cause in call.causes)
        found.append(_("They work on one of these causes: %(causes)s.") % {"causes": causes})
    if call.needs_verified:
        found.append(_("A verified organisation runs them."))
    else:
        found.append(_("Groups of neighbours without an organisation can apply too."))
    if call.decision != Decision.PANEL:
        found.append(_("Protected initiatives cannot: what is decided here is read by all."))
    found.append(_("Nobody who runs them is related to whoever decides on the money."))
    return found


def how_decided(call: Call) -> list[str]:
    """Return how it is decided, one step a sentence, in everyday words."""
    found = [
        _("Two people who have no part in it read each application and say whether it is as the call asks. Where they "
          "differ, a third decides. Those who apply read the reasons, without names."),
    ]  # fmt: skip
    if call.decision == Decision.PANEL:
        return [
            *found,
            _("They give points as well. The money goes to those with most points, one after another, while it lasts."),
        ]
    if call.decision == Decision.LOT:
        return [*found, _("Among those admitted a lot is drawn, one after another, while the money lasts.")]
    if call.takes_online:
        found.append(_("Then people vote with a code from an envelope, here or on paper. An account gives no vote."))
    else:
        found.append(_("Then people vote on paper, in person. An account gives no vote."))
    found.append(_("On the ballot: %(vote)s.") % {"vote": _small(VoteKind(call.vote).label)})
    if call.most_choices:
        found.append(_("At most %(number)s choices on a ballot.") % {"number": call.most_choices})
    return [*found, _rule(call)]


def fine_print(call: Call) -> list[tuple[str, str]]:
    """Return the exact rules as they are fixed in the public record: label and value."""
    if not call.rule:
        return []
    lines = [
        (_("Rule of the allocation"), str(RuleKind(call.rule).label)),
        (_("Measure of gain"), str(UtilityKind(call.utility).label)),
        (_("What becomes of money that is left"), str(CompletionKind(call.completion).label)),
        (_("The steps end"), str(StopKind(call.stop).label)),
        (_("Between equals decides"), str(TiesKind(call.ties).label)),
    ]
    return lines + ([(_("Seed of the lot"), str(call.seed))] if call.seed is not None else [])


def constraints(call: Call) -> list[str]:
    """Return what places, causes and grades of marginalisation must get, one a sentence."""
    return [_constraint(one, call) for one in call.constraints]


def stages(call: Call, today: date) -> list[Stage]:
    """Return the days of a call in their order, with what comes next."""
    days: Sequence[tuple[str, date | None]] = (
        (_("Opens"), call.opens_on),
        (_("Last day to apply"), call.closes_on),
        (_("It is said who was admitted"), call.reviewed_by),
        (_("Voting begins"), call.votes_from),
        (_("Last day to vote"), call.votes_until),
        (_("The result is said"), call.decided_by),
    )
    over = call.state in {CallState.DECIDED, CallState.CANCELLED}
    known = [(words, day) for words, day in days if day is not None]
    ahead = next((at for at, (_words, day) in enumerate(known) if day >= today), len(known))
    return [
        Stage(words, day, is_past=at < ahead or over, is_next=at == ahead and not over)
        for at, (words, day) in enumerate(known)
    ]


def what_next(call: Call, today: date) -> str:
    """Return in one sentence what comes next and when."""
    words = {
        CallState.DRAFT: _("This is a draft: only those of the funder see it."),
        CallState.ANNOUNCED: _("It opens on %(day)s.") % {"day": date_format(call.opens_on)},
        CallState.OPEN: _("One can apply until %(day)s.") % {"day": date_format(call.closes_on)},
        CallState.CANCELLED: _("It was cancelled."),
        CallState.DECIDED: _("It is decided."),
        CallState.COUNTING: _("The result is said until %(day)s.") % {"day": date_format(call.decided_by)},
    }
    if call.state in words:
        return words[CallState(call.state)]
    if call.state == CallState.VOTING and call.votes_until and call.votes_until < today:
        return _("The last day to vote has passed; the ballots are being counted.")
    if call.state == CallState.VOTING and call.votes_until:
        return _("People vote until %(day)s.") % {"day": date_format(call.votes_until)}
    if call.admitted_on and call.votes_from:
        return _("Voting begins on %(day)s.") % {"day": date_format(call.votes_from)}
    day = date_format(call.reviewed_by)
    if call.reviewed_by < today:
        return _("It was to be said until %(day)s who was admitted: it is late.") % {
            "day": date_format(call.reviewed_by)
        }
    return _("It is said until %(day)s who was admitted.") % {"day": day}


def _rule(call: Call) -> str:
    if call.rule == RuleKind.EQUAL_SHARES:
        return _(
            "Everybody who votes has the same part of the money. A project is paid for by those who voted for it, and "
            "is chosen as soon as their parts suffice: so no majority decides on all of the money."
        )
    if call.rule == RuleKind.GREEDY:
        return _("The most voted come first, one after another, while the money lasts.")
    return _(
        "Everybody who votes earns alike, day by day; a project is chosen as soon as those who voted for it have saved "
        "what it costs."
    )


def _constraint(one: Constraint, call: Call) -> str:
    if one.of == GroupOf.PLACE:
        place = Place.objects.filter(pk=one.key).first()
        name = place.full_name if place else one.key
    elif one.of == GroupOf.CAUSE:
        name = str(Cause(one.key).label)
    else:
        name = _("places of this grade of marginalisation: %(grade)s") % {"grade": _small(Grade(int(one.key)).label)}
    words = {
        "name": name,
        "least": written(one.least or 0, call.currency),
        "most": written(one.most or 0, call.currency),
    }
    if one.least is not None and one.most is not None:
        return _("%(name)s: at least %(least)s and at most %(most)s.") % words
    if one.least is not None:
        return _("%(name)s: at least %(least)s.") % words
    return _("%(name)s: at most %(most)s.") % words


def _small(words: object) -> str:
    text = str(words)
    return text[:1].lower() + text[1:]
