"""Training mode: what people try there is gone the next morning."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tejido.ground.places.actions.reference import load_reference
from tejido.ground.web.acting import turn_page
from tejido.stages.funding.actions.budgets import load_package_budgets


def begin_anew(now: datetime) -> str:
    """Empty the training database once a day and fill it with the example story; do nothing on a real site.

    The first run of an installation only notes the day.
    """
    if not settings.TRAINING:
        return "not a training site"
    mark, today = Path(settings.HOME) / ".anew-on", timezone.localdate(now).isoformat()
    if mark.exists() and mark.read_text() == today:
        return "already"
    if mark.exists():
        call_command("flush", interactive=False, verbosity=0)
        for folder in (settings.MEDIA_ROOT, settings.SEALED_ROOT):
            shutil.rmtree(folder, ignore_errors=True)
        load_reference()
        load_package_budgets(now=now)
    from tejido.portal.demo import ensure_story  # the story is heavy, and a real site never needs it

    ensure_story()
    mark.write_text(today)
    turn_page()
    return "made anew"
