"""Using codes: each once, whoever else tries at the same instant, and without a trace of when."""

from collections.abc import Iterable

from tejido.ground.codes import drawing
from tejido.ground.codes.models import Code, Holding
from tejido.ground.codes.queries import codes_for
from tejido.ground.codes.vocabulary import CodeState


def subject_of(code: str) -> str | None:
    """Return what an unused code is good for; None for any other, whether used, returned or never drawn."""
    row = Code.objects.filter(pk=drawing.digest(code), state=CodeState.FREE).values_list("batch__holding__subject")
    return next((subject for (subject,) in row), None)


def spend(code: str, *, subject: str, state: CodeState = CodeState.USED) -> bool:
    """Use the code up and say whether that was possible; of two at the same instant it is for one."""
    rows = codes_for(subject).filter(pk=drawing.digest(code), state=CodeState.FREE)
    return rows.update(state=state) == 1


def spend_all(codes: Iterable[str], *, subject: str, state: CodeState, holding: Holding | None = None) -> int:
    """Use up those of these codes that can be (of one holding, where it is named) and return how many, not which."""
    digests = {drawing.digest(code) for code in codes}
    rows = codes_for(subject).filter(pk__in=digests, state=CodeState.FREE)
    if holding is not None:
        rows = rows.filter(batch__in=holding.batches.values("pk"))
    return rows.update(state=state)


def forget_order(subject: str) -> int:
    """Write the used codes of `subject` anew, in the order of their digests, and return how many there are.

    PostgreSQL notes with each row which transaction wrote it, and keeps rows in the order in which they were written:
    without this, both would tell in which order codes were used.
    """
    rows = codes_for(subject).exclude(state=CodeState.FREE)
    used = sorted(rows.select_for_update(of=("self",)), key=lambda code: code.digest)
    Code.objects.filter(pk__in=[code.pk for code in used]).delete()
    Code.objects.bulk_create(used, batch_size=500)
    return len(used)
