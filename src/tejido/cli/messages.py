"""The Spanish catalogues: found in the code, merged, checked and compiled without gettext installed.

Message ids are the English words themselves, so there is no English catalogue. Each app keeps its own
`locale/es/LC_MESSAGES/django.po`; what belongs to no app is kept by its floor (`config`, `cli`).
"""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import polib

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "es"
METADATA = {
    "Project-Id-Version": "Tejido",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
Entries = dict[tuple[str | None, str], polib.POEntry]


def extract(package: Path = PACKAGE) -> dict[Path, Entries]:
    """Return what each app says, by the app's folder; entries by context and English words."""
    found: dict[Path, Entries] = defaultdict(dict)
    for file in sorted(file for kind in ("py", "html", "txt") for file in package.rglob(f"*.{kind}")):
        if "migrations" in file.parts:
            continue
        home = _home(file, package)
        for context, singular, plural in _messages(file):
            entry = found[home].setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = {0: "", 1: ""}
            where = (file.relative_to(home).as_posix(), "")
            if where not in entry.occurrences:
                entry.occurrences.append(where)
            if "%(" in singular + plural and "python-format" not in entry.flags:
                entry.flags.append("python-format")
    return dict(found)


def update(package: Path = PACKAGE) -> list[Path]:
    """Write each app's catalogue: sorted, translations kept, what is no longer said dropped. Returns what changed."""
    changed = []
    found = extract(package)
    for home in sorted(set(found) | {file.parents[3] for file in catalogues(package)}):
        file = _catalogue(home)
        kept = _kept(file)
        new = polib.POFile(wrapwidth=110)
        new.metadata = METADATA
        for key, entry in sorted(found.get(home, {}).items(), key=lambda item: (item[0][1], item[0][0] or "")):
            _take_over(entry, kept.get(key))
            new.append(entry)
        before = file.read_text("utf-8") if file.exists() else ""
        text = f"{new}\n".replace("\n\n\n", "\n\n") if len(new) else ""
        if text == before:
            continue
        changed.append(file)
        if text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        else:
            file.unlink()
    return changed


def problems(package: Path = PACKAGE) -> list[str]:
    """Return what is wrong with the catalogues, one line each; nothing means that Spanish is complete."""
    found, lines = extract(package), []
    said: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for home, entries in found.items():
        file = _catalogue(home)
        name = file.relative_to(package).as_posix()
        kept = _kept(file)
        for key, entry in entries.items():
            there = kept.get(key)
            if there is None:
                lines.append(f"{name}: missing: {entry.msgid!r}; run the update")
                continue
            lines += [f"{name}: {what}: {entry.msgid!r}" for what in _faults(entry, there)]
            if there.translated():
                said[key].setdefault(there.msgstr or str(there.msgstr_plural), name)
        lines += [f"{name}: no longer said: {key[1]!r}; run the update" for key in kept if key not in entries]
    for (_context, words), versions in said.items():
        if len(versions) > 1:  # Django puts all catalogues into one, so one of them would win everywhere
            lines.append(f"{words!r} differs between {', '.join(versions.values())}; tell them apart with pgettext")
    return sorted(lines)


def compile(package: Path = PACKAGE) -> int:
    """Compile the catalogues whose compiled form is missing or older. Returns how many."""
    done = 0
    for file in catalogues(package):
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime:
            polib.pofile(str(file)).save_as_mofile(str(compiled))
            done += 1
    return done


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """Return the catalogues that there are."""
    return sorted(package.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def _home(file: Path, package: Path) -> Path:
    """Return the folder of the app that `file` belongs to, or of its floor."""
    for folder in file.parents:
        if (folder / "apps.py").exists() or folder.parent == package:
            return folder
    return package / "config"


def _catalogue(home: Path) -> Path:
    return home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _kept(file: Path) -> Entries:
    if not file.exists():
        return {}
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(file)) if not entry.obsolete}


def _messages(file: Path) -> Iterator[tuple[str | None, str, str]]:
    from babel.messages.extract import extract as babel_extract  # only developers have babel

    source = file.read_text("utf-8")
    if file.suffix != ".py":
        from django.utils.translation.template import templatize

        # What is left of a template is words of X beside calls of gettext; indented lines would not tokenise.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(file)).splitlines())
    reader = io.BytesIO(source.encode())
    for _line, message, _comments, context in babel_extract("python", reader, keywords=KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield context, singular, plural


def _take_over(entry: polib.POEntry, old: polib.POEntry | None) -> None:
    if old is None:
        return
    if entry.msgid_plural:
        first = old.msgstr_plural.get(0, "") if old.msgid_plural else old.msgstr
        entry.msgstr_plural = {0: first, 1: old.msgstr_plural.get(1, "") if old.msgid_plural else ""}
    else:
        entry.msgstr = old.msgstr_plural.get(0, "") if old.msgid_plural else old.msgstr
    entry.tcomment = old.tcomment
    if "fuzzy" in old.flags:
        entry.flags.append("fuzzy")


def _faults(entry: polib.POEntry, there: polib.POEntry) -> list[str]:
    pairs = [(entry.msgid, there.msgstr)]
    if entry.msgid_plural:
        if set(there.msgstr_plural) != {0, 1}:
            return ["a plural form is missing"]
        pairs = [(entry.msgid, there.msgstr_plural[0]), (entry.msgid_plural, there.msgstr_plural[1])]
    faults = ["fuzzy"] if "fuzzy" in there.flags else []
    for english, spanish in pairs:
        if not spanish.strip():
            faults.append("not translated")
        elif set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(spanish)):
            faults.append("placeholders differ")
        elif Counter(TAG.findall(english)) != Counter(TAG.findall(spanish)):
            faults.append("HTML differs")
        if re.search(r"[!¡](?!=|[rsa]})", english + spanish):
            faults.append("exclamation mark")
    return faults


@click.group()
def messages() -> None:
    """Spanish catalogues: update, check, compile."""


@messages.command("update")
def update_command() -> None:
    """Bring the catalogues in step with the code."""
    for file in update():
        click.echo(file.relative_to(PACKAGE))


@messages.command("check")
def check_command() -> None:
    """Say what is missing; exit 1 where something is."""
    found = problems()
    for line in found:
        click.echo(line)
    raise SystemExit(1 if found else 0)


@messages.command("compile")
def compile_command() -> None:
    """Compile what is out of date."""
    click.echo(compile())


if __name__ == "__main__":
    messages()
