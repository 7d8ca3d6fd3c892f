"""Tables that are read on a phone as cards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, under which heading, and whether it is a number."""

    label: Words
    value: object
    is_number: bool


@dataclass(frozen=True)
class Table:
    """A table: the first cell of each row names it; `numbers` are the positions of columns of numbers.

    `scrolls` keeps the columns on a phone (years beside years); otherwise each row becomes a card there.
    """

    caption: Words
    columns: Sequence[Words]
    rows: Sequence[Sequence[object]]
    numbers: Collection[int] = ()
    scrolls: bool = False

    @property
    def heads(self) -> list[Cell]:
        """The headings."""
        return [Cell("", label, i in self.numbers) for i, label in enumerate(self.columns)]

    @property
    def lines(self) -> list[list[Cell]]:
        """The rows, each cell with its heading."""
        return [
            [Cell(self.columns[i], value, i in self.numbers) for i, value in enumerate(values)] for values in self.rows
        ]
