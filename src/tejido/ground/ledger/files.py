"""The record as files, for verifiers and witnesses: the same on every page's language."""

from collections.abc import Callable, Iterator
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tejido.ground.ledger import keys, publishing, queries
from tejido.ground.ledger.actions import fresh_checkpoint
from tejido.ground.ledger.models import Checkpoint
from tejido.ground.ledger.requests import now_of, today_of

TEXT = "text/plain; charset=utf-8"
LINES = "application/jsonl; charset=utf-8"
LARGEST = 2**53 - 1
"""The largest index that a leaf can have."""

View = Callable[..., HttpResponseBase]


class Unanswerable(Exception):  # noqa: N818  an answer in one line, for whoever asks by a program
    """What was asked for does not exist, with the status to say so."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def _in_one_line(view: View) -> View:
    """Answer Unanswerable as a line of text: whoever reads these files is a program or knows English."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Unanswerable as problem:
            return HttpResponse(f"{problem}\n", status=problem.status, content_type=TEXT)

    return answered


@_in_one_line
def latest(request: HttpRequest) -> HttpResponse:
    """Give the newest checkpoint, made afresh where the log grew and a minute has passed."""
    return HttpResponse(_latest(request).note, content_type=TEXT)


@_in_one_line
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Give an earlier checkpoint."""
    response = HttpResponse(_stored(size).note, content_type=TEXT)
    response.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{size}.txt"'
    return response


@_in_one_line
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Give the verifier key of the record."""
    declared = keys.declared_key()
    if declared is None:
        raise Unanswerable(404, "the record has not begun")
    return HttpResponse(f"{declared}\n", content_type=TEXT)


@_in_one_line
def leaves(request: HttpRequest) -> StreamingHttpResponse:
    """Give a page of leaves from number `from` on."""
    start = _number(request, "from", default=0)
    return _streamed(publishing.leaf_lines(start, start + publishing.PAGE))


@_in_one_line
def texts(request: HttpRequest) -> StreamingHttpResponse:
    """Give a page of the texts that are shown, and of tombstones, from leaf `from` on."""
    return _streamed(publishing.text_lines(_number(request, "from", default=0), today_of(request)))


@_in_one_line
def leaf(request: HttpRequest, index: int) -> HttpResponse:  # noqa: ARG001  Django's own signature
    """Give the bytes of one leaf, as they are hashed."""
    lines = list(publishing.leaf_lines(index, index + 1))
    if not lines:
        raise Unanswerable(404, f"the record has no leaf {index}")
    response = HttpResponse(lines[0].removesuffix(b"\n"), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="leaf-{index}.json"'
    return response


@_in_one_line
def inclusion(request: HttpRequest) -> HttpResponse:
    """Give the proof that `leaf` is under the newest checkpoint, or under that of `size`."""
    index = _number(request, "leaf")
    under = _checkpoint(request, "size")
    if index >= under.size:
        raise Unanswerable(404, f"leaf {index} is not under a checkpoint of {under.size} leaves")
    response = HttpResponse(publishing.inclusion_file(index, under), content_type=TEXT)
    response.headers["Content-Disposition"] = f'attachment; filename="leaf-{index}.tlog-proof"'
    return response


@_in_one_line
def consistency(request: HttpRequest) -> HttpResponse:
    """Give the proof that the log of `first` leaves is a prefix of the newest checkpoint's, or of that of `second`."""
    first = _number(request, "first")
    under = _checkpoint(request, "second")
    if first > under.size:
        raise Unanswerable(400, f"a log of {first} leaves is no prefix of one of {under.size}")
    return HttpResponse(publishing.consistency_file(first, under), content_type=TEXT)


def _latest(request: HttpRequest) -> Checkpoint:
    found = fresh_checkpoint(now=now_of(request))
    if found is None:
        raise Unanswerable(404, "the record has not begun")
    return found


def _checkpoint(request: HttpRequest, name: str) -> Checkpoint:
    return _stored(_number(request, name)) if name in request.GET else _latest(request)


def _stored(size: int) -> Checkpoint:
    found = queries.checkpoint_of(size)
    if found is None:
        raise Unanswerable(404, f"there is no checkpoint of {size} leaves")
    return found


def _number(request: HttpRequest, name: str, *, default: int | None = None) -> int:
    asked = request.GET.get(name, "")
    if asked == "" and default is not None:
        return default
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 16 and int(asked) <= LARGEST):
        raise Unanswerable(400, f"{name} must be a whole number from 0 on")
    return int(asked)


def _streamed(lines: Iterator[bytes]) -> StreamingHttpResponse:
    return StreamingHttpResponse(lines, content_type=LINES)
