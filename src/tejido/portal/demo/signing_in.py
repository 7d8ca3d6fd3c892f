"""The accounts of the example, as `tejido demo` prints them."""

from tejido.portal.demo.cast import PASSWORD, PEOPLE


def sign_ins() -> list[str]:
    """Return a line for each account: name, password, and what it is for."""
    width = max(len(who.name) for who in PEOPLE)
    return [f"{who.name:<{width}}  {PASSWORD}  {who.part}" for who in PEOPLE]
