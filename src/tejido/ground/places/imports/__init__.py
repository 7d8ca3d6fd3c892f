"""Loading newer official files: every line is checked before anything is written."""

from tejido.ground.places.imports.loading import FileReport, LoadReport, load_official

__all__ = ["FileReport", "LoadReport", "load_official"]
