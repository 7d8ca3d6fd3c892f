"""A directory of civil society organisations from a table, in the layout of the federal registry (CLUNI) or another."""

from tejido.ground.organisations.imports.directory import KIND

__all__ = ["KIND"]
