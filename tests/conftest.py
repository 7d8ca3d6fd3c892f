"""What all tests share."""

import gettext
import os
from pathlib import Path

import hypothesis
import pytest
from django.utils import timezone, translation
from django.utils.translation import trans_real

from tejido.cli import messages

CHROMIUM = Path(os.environ.get("TEJIDO_CHROMIUM", "/usr/bin/chromium"))

# No timing in tests: a busy machine must not fail one. Where nothing may be left out, each run tries the same examples.
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.register_profile("repeat", deadline=None, derandomize=True)
hypothesis.settings.load_profile("repeat" if os.environ.get("TEJIDO_NOTHING_SKIPPED") else "explore")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items):
    """Begin with the journeys; leave browser tests out where there is no Chromium, with one line that says so.

    The journeys take longest and share one served example: one process does them while another does the rest.
    """
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if not CHROMIUM.exists():
        missing = pytest.mark.skip(reason=f"needs Chromium at {CHROMIUM}")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(missing)


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    """Tests read Spanish pages; Django, which read the catalogues as it started, before this, reads them again."""
    if messages.compile():
        gettext._translations.clear()
        trans_real._translations.clear()
        trans_real._default = None


@pytest.fixture(autouse=True)
def _cheap_passwords(settings):
    """Argon2 is meant to be slow; tests sign in often. One test of people asks for the real one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.KEY_LOCK = (1, 8192)


@pytest.fixture(scope="session")
def _sealed_home(tmp_path_factory):
    return tmp_path_factory.mktemp("sealed")


@pytest.fixture(autouse=True)
def _sealed_apart(settings, _sealed_home):
    """Epoch keys and sealed files of tests lie in a folder of their own, so that no test meets those of an instance."""
    settings.EPOCHS = _sealed_home / "epochs"
    sealed = settings.STORAGES["sealed"]
    options = sealed["OPTIONS"] | {"location": _sealed_home / "files"}
    settings.STORAGES = settings.STORAGES | {"sealed": sealed | {"OPTIONS": options}}


@pytest.fixture(autouse=True)
def _language_and_zone():
    """A request leaves its language and zone active in its thread; the next test begins with those of the settings."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _no_kept_pages():
    """Pages kept for visitors are those of this test alone: its tables begin empty, and so does their edition."""
    from django.core.cache import caches

    caches["pages"].clear()


# The browser: Debian's Chromium through pytest-playwright's own fixtures (`page`, `context`, `new_context`).
# A test asks for `page` and `live_server` and carries `@pytest.mark.browser`; without JavaScript it adds
# `@pytest.mark.browser_context_args(java_script_enabled=False)`, in both ways it asks for `any_page` instead of `page`.


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """How Chromium starts; playwright gives it an empty profile of its own."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread; we do not use it
    return {"executable_path": str(CHROMIUM), "args": QUIET, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args():
    """What every context begins with: the narrowest phone that we promise to serve well."""
    return {"locale": "es-MX", "viewport": {"width": 360, "height": 740}, "service_workers": "block"}


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def any_page(request, new_context):
    """A page with JavaScript, and the same test again without."""
    return new_context(java_script_enabled=request.param).new_page()


def pytest_terminal_summary(terminalreporter, config):
    """Where nothing may be left out (CI says so), a skipped test fails the run."""
    left_out = terminalreporter.stats.get("skipped", [])
    if os.environ.get("TEJIDO_NOTHING_SKIPPED") and left_out:
        terminalreporter.write_line(f"left out although nothing may be: {len(left_out)} tests")
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED
