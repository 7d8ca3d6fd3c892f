"""Making an initiative findable by the words of its title, and no longer so."""

from tejido.ground.web.searching import folded
from tejido.ground.web.stemming import WORD
from tejido.stages.initiatives.models import Initiative, Word
from tejido.stages.initiatives.vocabulary import Act

LONGEST_WORD = 40
TITLES = (Act.PUBLISHED, Act.SHOWN, Act.RENAMED)


def searchable_of(title: str) -> str:
    """Return a title as it is sorted and searched: its folded words with one blank between them."""
    return " ".join(WORD.findall(folded(title)))[:160]


def words_of(initiative: Initiative) -> list[Word]:
    """Return the rows by which a saved initiative is found."""
    words = sorted({word[:LONGEST_WORD] for word in initiative.searchable.split()})
    return [Word(initiative=initiative, word=word) for word in words]


def make_findable(initiative: Initiative) -> None:
    """Keep the words of a saved initiative's title, instead of those before; part of an action."""
    Word.objects.filter(initiative=initiative).delete()
    Word.objects.bulk_create(words_of(initiative))


def forget_title(own: str, verb: str, text: str) -> None:
    """Delete what makes a withdrawn title findable; see `ledger.withdrawal`."""
    if verb in TITLES and Initiative.objects.filter(pk=own, searchable=searchable_of(text)).update(searchable=""):
        Word.objects.filter(initiative__pk=own).delete()
