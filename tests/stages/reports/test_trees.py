"""The problem tree as one text, and back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.stages.reports.trees import Help, Tree, digests, read, tidy, write

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
lines = st.lists(words | st.sampled_from(["- a", "+ b | c", "> d", "|", "a | b"]), max_size=4)
trees = st.builds(
    Tree, lines, lines, st.lists(st.builds(Help, words, words), max_size=4), words | lines.map("\n\n".join)
)


@settings(max_examples=200, deadline=None)
@given(trees)
def test_tidy_tree_reads_as_it_was_written(tree):
    tidied = tidy(tree)
    again = read(write(tidied))
    assert [tuple(part) for part in (again.causes, again.effects, again.helps)] == [
        tuple(part) for part in (tidied.causes, tidied.effects, tidied.helps)
    ]
    assert again.knows == tidied.knows
    assert len(set(digests(tidied))) == len(digests(tidied))
    assert tidy(tidied) == tidied


def test_text_can_be_read_in_the_record():
    tree = Tree(["Nadie  contesta"], ["Cierran"], [Help("Luz", "Obras"), Help("Patrulla a pie")], "Lo platicamos.")
    text = "- Nadie contesta\n> Cierran\n+ Luz | Obras\n+ Patrulla a pie\n\nLo platicamos."
    assert write(tidy(tree)) == text
