"""One style sheet for the whole site, put together from one small file per component.

Every app may have a folder `css`; its files come in the order of their names, apps in the order in which settings name
them (this app first: tokens, then base, then components). The finder hands the result to `collectstatic` and, before
anything was collected, to the server; it is written anew whenever a source changed.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

NAME = "web/site.css"


def sources() -> list[Path]:
    """Return the style sheets of all apps in the order in which they apply."""
    folders = [Path(app.path) / "css" for app in apps.get_app_configs() if app.name.startswith("tejido.")]
    return [file for folder in folders for file in sorted(folder.glob("*.css"))]


def stylesheet() -> str:
    """Return all of them as one text without comments and indentation."""
    text = "\n".join(file.read_text("utf-8") for file in sources())
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in bare.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class StyleFinder(BaseFinder):
    """Finds `web/site.css`."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002  Django's own signature
        self.storage = FileSystemStorage(location=settings.HOME / "styles")

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002  Django's own signature
        """Return where the bundle lies, or nothing for another path."""
        if path != NAME:
            return []
        file = self._written()
        return [str(file)] if kwargs.get("find_all") or kwargs.get("all") else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:  # noqa: ARG002
        """Return the bundle for `collectstatic`."""
        self._written()
        return [(NAME, self.storage)]

    def _written(self) -> Path:
        file, text = Path(self.storage.path(NAME)), stylesheet()
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return file


class BuiltFiles(CompressedManifestStaticFilesStorage):
    """Static files under names that hold a hash of their content, compressed; plain names before the first build."""

    def stored_name(self, name: str) -> str:
        """Return the name under which the file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name
