"""How an answer reaches whoever asked, and nobody else: by the code they were given, or inside their account.

Without an account, a pair of keys is drawn with the request; its private half is locked under the code, which is shown
once and never kept. The answer is sealed to the public half, so that neither the database nor those who answered can
open it later. Of a person with an account the answer lies under the instance's key, as their name does.
"""

from tejido.engines import sealing
from tejido.engines.sealing import CannotOpen, Context, Pair
from tejido.ground.people import names
from tejido.ground.vault import pepper
from tejido.stages.initiatives.models import JoinRequest

PURPOSE = "join-answer"
_KIND, _VERSION = "answer", 1


def draw_code(request: JoinRequest) -> str:
    """Give the (unsaved) request a pair of its own, and return the code that opens it."""
    code, pair = sealing.receipts.draw(), sealing.draw_pair()
    derived = sealing.receipts.derive(code, pepper.of_receipts())
    request.lookup = derived.lookup
    request.public = pair.public
    request.locked = sealing.seal_small(derived.key, pair.private, _address(request))
    return code


def lookup_of(typed: str) -> bytes:
    """Return what a request with this code is found by; the same work whatever was typed."""
    return sealing.receipts.derive(typed, pepper.of_receipts()).lookup


def seal_answer(request: JoinRequest, words: str) -> None:
    """Put the words of an answer on the (then to be saved) request."""
    if request.person_id:
        request.words = names.seal(words, purpose=PURPOSE)
        return
    assert request.public is not None  # a constraint: without a person there is a code
    key = sealing.draw_key()
    request.words = sealing.seal_item(key, words.encode(), context=_context(request))
    request.wrapped = sealing.wrap(key, bytes(request.public), _address(request))


def words_for(request: JoinRequest, code: str = "") -> str:
    """Return the words of the answer, nothing where there are none. Raises CannotOpen where the code is another."""
    if request.words is None:
        return ""
    if request.person_id:
        return names.unseal(bytes(request.words), purpose=PURPOSE)
    if request.locked is None or request.wrapped is None:
        raise CannotOpen
    derived = sealing.receipts.derive(code, pepper.of_receipts())
    pair = Pair.of(sealing.open_small(derived.key, bytes(request.locked), _address(request)))
    key = sealing.unwrap(bytes(request.wrapped), pair, _address(request))
    return sealing.open_item(key, bytes(request.words), context=_context(request)).decode()


def _address(request: JoinRequest) -> bytes:
    return b"tejido1|join|" + request.pk.bytes


def _context(request: JoinRequest) -> Context:
    return Context(report=request.initiative_id.bytes, item=request.pk.bytes, kind=_KIND, version=_VERSION)
