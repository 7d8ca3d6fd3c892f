"""Words of the command line in the language of whoever runs it, without a site or its settings."""

import gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DEFAULT = "es"


def _(message: str) -> str:
    """Give `message` in the language of LANGUAGE, LC_ALL, LC_MESSAGES or LANG; in Spanish where none is set."""
    return catalogue(language(os.environ), LOCALE).gettext(message)


def language(environment: "os._Environ[str] | dict[str, str]") -> str:
    """Give the code of the first language that the environment asks for; the locale C asks for none."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = environment.get(name, "").split(":")[0].split(".")[0]
        if asked not in ("", "C", "POSIX"):
            return asked.replace("-", "_").split("_")[0].lower()
    return DEFAULT


@cache
def catalogue(code: str, folder: Path) -> gettext.NullTranslations:
    """Load the catalogue of a language; English needs none, and any language without one is shown in Spanish."""
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("django", folder, languages=[code, DEFAULT], fallback=True)
