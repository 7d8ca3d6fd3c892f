"""The one refusal of this engine: it says nothing about why."""


class CannotOpen(Exception):  # noqa: N818  a refusal reads as a sentence
    """Wrong key, wrong address, changed, cut, or of an unknown form: from outside all of these are the same."""

    def __init__(self, *_why: object) -> None:  # a reason stands for whoever reads the code; it is not kept
        super().__init__("cannot be opened")
