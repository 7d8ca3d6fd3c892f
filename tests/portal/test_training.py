"""The training ground: apart from the real site in everything, marked, emptied once a day, delivering nothing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.people.queries import person_named
from tejido.ground.places.actions import load_reference
from tejido.ground.places.models import Place
from tejido.portal.training import begin_anew
from tests.cli.running import python
from tests.factories.ground import organisation, person
from tests.factories.moments import NOW

SETTINGS = """
import json
from django.conf import settings
said = {name: str(getattr(settings, name)) for name in ("HOME", "MEDIA_ROOT", "STATIC_ROOT", "EMAIL_BACKEND")}
said |= {"database": str(settings.DATABASES["default"]["NAME"]), "record": settings.KEYS.record.hex()}
print(json.dumps(said))
"""


def read(home: Path, **env: str) -> dict[str, str]:
    env = {"DJANGO_SETTINGS_MODULE": "tejido.config.settings", "TEJIDO_HOME": str(home)} | env
    return json.loads(python(SETTINGS, **env))


def test_training_shares_neither_database_nor_files_nor_keys_with_the_real_site(tmp_path):
    both = {
        "TEJIDO_KEYS": str(tmp_path / "keys"),
        "DATABASE_URL": "postgresql://ana@db.example/real",
        "TEJIDO_MAIL_HOST": "mail.example",
    }
    real, training = read(tmp_path / "home", **both), read(tmp_path / "home", TEJIDO_TRAINING="1", **both)
    assert real["database"] == "real"
    assert training["database"] == str(tmp_path / "home" / "training" / "tejido.sqlite3")
    assert {name for name in real if real[name] == training[name]} == set()


def test_training_delivers_no_mail(tmp_path):
    found = read(tmp_path, TEJIDO_TRAINING="1", TEJIDO_MAIL_HOST="mail.example")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert read(tmp_path, TEJIDO_MAIL_HOST="mail.example")["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/iniciativas/", "/cuenta/entrar/", "/no-existe/"])
def test_every_page_of_training_is_marked(client, settings, path):
    settings.TRAINING = False
    assert 'class="is-training"' not in client.get(path).content.decode()
    settings.TRAINING = True
    assert 'class="is-training"' in client.get(path, headers={"Cookie": "a=b"}).content.decode()


@pytest.mark.django_db
def test_real_site_is_never_emptied(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / ".anew-on").write_text("2020-01-01")
    somebody = person("vecina real")
    assert begin_anew(NOW) == "not a training site"
    assert Person.objects.get() == somebody
    assert not Organisation.objects.exists()


def tell_little():
    """Stand in for the example story, which journeys, the demo and its own tests tell in full."""
    organisation(is_example=True)


@pytest.mark.django_db(transaction=True)
def test_training_is_made_anew_once_a_day(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("tejido.portal.demo.ensure_story", tell_little)
    settings.TRAINING, settings.HOME = True, tmp_path
    settings.MEDIA_ROOT, settings.SEALED_ROOT = tmp_path / "files", tmp_path / "sealed"
    load_reference(states={"08"})
    assert begin_anew(NOW) == "made anew"
    told = Organisation.objects.filter(is_example=True).count()
    person("alguien que prueba")
    tried = [tmp_path / "files" / "picture.png", tmp_path / "sealed" / "tried"]
    for file in tried:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    assert begin_anew(NOW + timedelta(hours=5)) == "already"
    assert person_named("alguien que prueba")
    assert begin_anew(NOW + timedelta(days=1)) == "made anew"
    assert person_named("alguien que prueba") is None
    assert not any(file.exists() for file in tried)
    assert Organisation.objects.filter(is_example=True).count() == told > 0
    assert Place.objects.count() == 2511
    assert mail.outbox == []
