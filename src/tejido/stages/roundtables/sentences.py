"""A commitment in plain sentences: who promised what by when, and what became of it.

Pages, pictures, bulletins and texts to share say the same, from the same disclosed facts.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.stages.roundtables.disclosure import Disclosed
from tejido.stages.roundtables.transitions import OPEN
from tejido.stages.roundtables.vocabulary import CommitmentState as State

ASKED = (State.PROPOSED, State.UNCONFIRMED, State.REFUSED)
"""The owner never gave its word, so no sentence says that it promised."""


def promise(it: Disclosed) -> str:
    """Return who promised what, when, and until when."""
    commitment = it.commitment
    words = {"owner": it.owner_name, "made": date_format(commitment.made_on), "text": commitment.text.rstrip(".")}
    if it.due_on:
        words["due"] = date_format(it.due_on)
        if commitment.state in ASKED:
            return _("On %(made)s the roundtable wrote down for %(owner)s: “%(text)s”, by %(due)s.") % words
        return _("On %(made)s %(owner)s promised: “%(text)s”, by %(due)s.") % words
    if commitment.state in ASKED:
        return _("On %(made)s the roundtable wrote down for %(owner)s: “%(text)s”.") % words
    return _("On %(made)s %(owner)s promised: “%(text)s”.") % words


def lead(it: Disclosed) -> str:
    """Return who promised and until when, for a page whose title says what."""
    commitment = it.commitment
    words = {"owner": it.owner_name, "made": date_format(commitment.made_on)}
    if it.due_on:
        words["due"] = date_format(it.due_on)
        if commitment.state in ASKED:
            return _("Written down for %(owner)s on %(made)s, by %(due)s.") % words
        return _("%(owner)s promised it on %(made)s, by %(due)s.") % words
    if commitment.state in ASKED:
        return _("Written down for %(owner)s on %(made)s.") % words
    return _("%(owner)s promised it on %(made)s.") % words


def outcome(it: Disclosed) -> str:
    """Return what became of it."""
    return " ".join(part for part in (_state(it), _lateness(it), _date(it)) if part)


def _state(it: Disclosed) -> str:
    commitment = it.commitment
    state = State(commitment.state)
    if state is State.UNDER_WAY:
        if it.is_exact:
            return _("It is under way: %(progress)s %% done.") % {"progress": it.progress}
        return _("It is under way.")
    closed = date_format(commitment.closed_on) if commitment.closed_on else ""
    done = date_format(commitment.done_on) if commitment.done_on else ""
    sentences = {
        State.PROPOSED: _("Its owner has not answered yet."),
        State.UNCONFIRMED: _("Its owner has not confirmed it."),
        State.ACCEPTED: _("Its owner accepted it and has not reported any progress."),
        State.DONE: _("Its owner called it done on %(day)s; citizens have not verified it.") % {"day": done},
        State.VERIFIED: _("It was kept: citizens verified it on %(day)s.") % {"day": closed},
        State.BROKEN: _("It was not kept: it was declared broken on %(day)s.") % {"day": closed},
        State.WITHDRAWN: _("The roundtable withdrew it on %(day)s.") % {"day": closed},
        State.REFUSED: _("Its owner refused it on %(day)s.") % {"day": closed},
    }
    return sentences[state]


def _lateness(it: Disclosed) -> str:
    commitment = it.commitment
    if it.is_late:
        days = {"days": it.days_late}
        return ngettext("It is %(days)s day late.", "It is %(days)s days late.", it.days_late) % days
    if commitment.done_on and commitment.done_on > commitment.due_on:
        late = (commitment.done_on - commitment.due_on).days
        return ngettext("It was done %(days)s day late.", "It was done %(days)s days late.", late) % {"days": late}
    if commitment.times_late and commitment.state in OPEN:
        times = {"times": commitment.times_late}
        return (
            ngettext("It was late %(times)s time before.", "It was late %(times)s times before.", times["times"])
            % times
        )
    return ""


def _date(it: Disclosed) -> str:
    if it.was_moved and it.first_due_on:
        words = {"first": date_format(it.first_due_on), "times": it.commitment.postponed}
        if it.commitment.postponed:
            return (
                ngettext(
                    "Its first date was %(first)s; it was postponed %(times)s time.",
                    "Its first date was %(first)s; it was postponed %(times)s times.",
                    it.commitment.postponed,
                )
                % words
            )
        return _("Its first date was %(first)s.") % words
    if it.hides_date:
        return _("This roundtable tells dates only once they have passed.")
    return ""


def badge(it: Disclosed) -> tuple[str, str, str]:
    """Return word, icon and tone of what most matters about it now: late before its state."""
    commitment = it.commitment
    if it.is_late:
        return (_("Late"), "state-late", "late")
    state = State(commitment.state)
    tones = {State.DONE: "accent", State.VERIFIED: "kept", State.BROKEN: "late", State.UNDER_WAY: "accent"}
    return (str(state.label), f"state-{state}", tones.get(state, "plain"))


def short_days(day: date) -> str:
    """Return a day in the short form of the page's language."""
    return date_format(day, "SHORT_DATE_FORMAT")
