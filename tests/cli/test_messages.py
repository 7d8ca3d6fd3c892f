"""Catalogues: what is said is found, what was translated is kept, what is wrong is named."""

import gettext

import polib
import pytest

from tejido.cli.messages import catalogues, compile, problems, update

VIEWS = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy

def view(n):
    return _("Open"), ngettext("%(n)s need", "%(n)s needs", n), pgettext_lazy("verb", "Open")
"""
PAGE = """
{% load i18n %}
  <h1>{% translate "Needs" %}</h1>
    {% blocktranslate trimmed count n=n %}
      One <em>need</em> of {{ who }}
    {% plural %}
      {{ n }} <em>needs</em> of {{ who }}
    {% endblocktranslate %}
<input aria-label='{% translate "Pay 100%" %}' value="{{ x|default:_("nobody") }}">
{% include "x.html" with title=_("A title") %}
"""


@pytest.fixture
def package(tmp_path):
    """A package with one app that says a few things."""
    app = tmp_path / "ground" / "needs"
    (app / "templates").mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "views.py").write_text(VIEWS)
    (app / "templates" / "page.html").write_text(PAGE)
    return tmp_path


def catalogue(package):
    (file,) = catalogues(package)
    return file, polib.pofile(str(file))


def translate_all(package):
    file, entries = catalogue(package)
    for entry in entries:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    entries.save(str(file))


def test_update_finds_what_python_and_templates_say(package):
    update(package)
    _, entries = catalogue(package)
    assert sorted((entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in entries) == [
        ("", "%(n)s need", "%(n)s needs"),
        ("", "A title", ""),
        ("", "Needs", ""),
        ("", "One <em>need</em> of %(who)s", "%(n)s <em>needs</em> of %(who)s"),
        ("", "Open", ""),
        ("", "Pay 100%%", ""),
        ("", "nobody", ""),
        ("verb", "Open", ""),
    ]
    assert {where for entry in entries for where, line in entry.occurrences if not line} == {
        "views.py",
        "templates/page.html",
    }


def test_update_twice_changes_nothing_and_keeps_translations(package):
    update(package)
    translate_all(package)
    update(package)
    assert update(package) == []
    assert problems(package) == []


def test_update_drops_what_is_no_longer_said(package):
    update(package)
    translate_all(package)
    (package / "ground" / "needs" / "views.py").write_text('_("Needs")')
    assert len(problems(package)) == 3
    update(package)
    assert "Open" not in {entry.msgid for entry in catalogue(package)[1]}
    (package / "ground" / "needs" / "views.py").unlink()
    (package / "ground" / "needs" / "templates" / "page.html").unlink()
    update(package)
    assert catalogues(package) == []


@pytest.mark.parametrize(
    ("words", "spanish", "fault"),
    [
        ("Needs", "", "not translated"),
        ("Needs", "Qué <b>falta</b>", "HTML differs"),
        ("Needs", "%(n)s", "placeholders differ"),
        ("Needs", "¡Faltas!", "exclamation mark"),
    ],
)
def test_problems_names_the_fault(package, words, spanish, fault):
    update(package)
    translate_all(package)
    file, entries = catalogue(package)
    entries.find(words).msgstr = spanish
    entries.save(str(file))
    assert problems(package) == [f"ground/needs/locale/es/LC_MESSAGES/django.po: {fault}: {words!r}"]


def test_problems_names_words_that_two_apps_translate_differently(package):
    other = package / "stages" / "doors"
    other.mkdir(parents=True)
    (other / "apps.py").write_text("")
    (other / "views.py").write_text('_("Open")')
    update(package)
    for file in catalogues(package):
        entries = polib.pofile(str(file))
        for entry in entries:
            entry.msgstr = file.parents[3].name + entry.msgid
            entry.msgstr_plural = {}
        entries.save(str(file))
    assert [line for line in problems(package) if line.startswith("'Open' differs")]


def test_compile_makes_what_gettext_reads_and_only_once(package):
    update(package)
    translate_all(package)
    assert (compile(package), compile(package)) == (1, 0)
    with catalogue(package)[0].with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.ngettext("%(n)s need", "%(n)s needs", 2) == "%(n)s needs"
    assert read.pgettext("verb", "Open") == "Open"
