"""The example told once, served as it is served to people, for all journeys.

Each test process has a copy of its own and a server of its own before it, the very one of `tejido demo`: built styles,
kept pages, real password hashes. Journeys that write keep to things of their own or say which of the story they use.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from bench.installed import environment, served
from tejido.portal.demo.cast import PASSWORD
from tests.cli.running import ROOT

SET_UP_TAKES = 180  # seconds at most, on a busy machine


@dataclass
class World:
    """The example as it is served: its address, and how to sign in as somebody of its cast."""

    url: str
    home: Path
    states: dict[str, dict] = field(default_factory=dict)

    def tejido(self, *words: str) -> str:
        """Run the command in this installation."""
        command = [sys.executable, "-m", "tejido", *words]
        return subprocess.run(
            command, env=environment(self.home), cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout

    def sign_in(self, context: BrowserContext, name: str) -> Page:
        """Return a page on which `name` of the cast is signed in; the second step costs once for the whole run."""
        page = context.new_page()
        if name in self.states:
            context.add_cookies(self.states[name]["cookies"])
            return page
        page.goto(f"{self.url}/cuenta/entrar/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        for _try in range(3):  # a code may run out while it is being typed
            if page.locator("main [name=code]").count():
                page.fill("main [name=code]", self.tejido("people", "code", name).strip())
                page.click("main form button")
        page.wait_for_url(re.compile("/pendientes/"))
        self.states[name] = context.storage_state()
        return page


@pytest.fixture(scope="session")
def told_home(tmp_path_factory) -> Path:
    """The home of the example, made by the first test process that needs it and waited for by the others."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    home, done = shared / "told", shared / "told.done"
    try:
        home.mkdir()
    except FileExistsError:
        until = time.monotonic() + SET_UP_TAKES
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.2)
    else:
        for words in (["demo", "--no-serve"], ["daily"]):
            command = [sys.executable, "-m", "tejido", *words]
            subprocess.run(command, env=environment(home), cwd=ROOT, check=True, capture_output=True)
        done.touch()
    assert done.exists(), "the example was not told"
    return home


@pytest.fixture(scope="session")
def world(told_home, tmp_path_factory) -> Iterator[World]:
    """The example, served."""
    home = tmp_path_factory.mktemp("world") / "home"
    shutil.copytree(told_home, home)
    with served(home) as site:
        yield World(f"http://127.0.0.1:{site.port}", home)


@pytest.fixture
def signed_in(world, new_context) -> Callable[..., Page]:
    """Sign in as somebody of the cast, in a browser of their own: `signed_in("enlace", java_script_enabled=False)`."""

    def sign_in(name: str, **options) -> Page:
        return world.sign_in(new_context(**options), name)

    return sign_in
