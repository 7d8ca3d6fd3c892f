"""What cannot be allocated on has a code, and words in both languages that say the same facts."""

import re
from pathlib import Path
from string import Formatter

import pytest

from tejido.engines import allocation
from tejido.engines.allocation.allocating import Rules, allocate
from tejido.engines.allocation.refusals import WORDS, BadElection
from tests.engines.allocation.small import make

SOURCES = [one.read_text(encoding="utf-8") for one in Path(allocation.__path__[0]).glob("*.py")]


def facts(words):
    return {(name, shown) for _text, name, shown, _how in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", WORDS)
def test_both_languages_say_the_same_facts(code):
    english, spanish = WORDS[code]
    assert facts(english) == facts(spanish)
    assert english != spanish


def test_every_code_that_is_raised_has_words():
    raised = {code for text in SOURCES for code in re.findall(r'Bad(?:Election|File)\(\s*"(\w+)"', text)}
    assert len(raised) > 20
    assert raised <= set(WORDS)


def test_refusal_is_said_in_either_language_and_keeps_its_code():
    with pytest.raises(BadElection) as caught:
        allocate(make([10], [], 10), Rules())
    assert (caught.value.code, caught.value.said("es"), str(caught.value)) == (
        "nobody_voted",
        "nadie votó",
        "nobody voted",
    )
