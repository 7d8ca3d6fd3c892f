"""What diagnoses and their public figures make known when the site starts."""


def register() -> None:
    """Register what diagnoses and their public figures bring to other pages and to the clock."""
