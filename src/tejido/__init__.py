"""Tejido: the workspace in which organised citizens and public institutions work on insecurity together."""

__version__ = "0.1.0"
