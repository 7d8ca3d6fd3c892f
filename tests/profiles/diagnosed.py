"""What an attacker looks for in diagnoses: drafts, protected ones, whose a discreet one is, drafts of a new version."""

from datetime import datetime

from django.utils.timezone import localdate

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.reports.actions import diagnoses as doing
from tejido.stages.reports.actions.diagnoses import Writing
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.trees import Help, Tree


def diagnoses(world, of: Organisation, by: Person, place: Place, now: datetime) -> None:
    """Make a diagnosis under each profile, one that hid later, a draft, and a version that is not published yet."""

    def written(word: str) -> Writing:
        return Writing(f"Xilófono {word}", Tree([f"Causa {word}"], [], [Help(f"Ayuda {word}")], word), ["poverty"])

    def made(word: str, profile: str) -> Diagnosis:
        about = {"organisation": of, "place": place, "quarter": str(Quarter.of(localdate(now))), "profile": profile}
        return doing.draft_diagnosis(written(word), **about, by=by, now=now)

    def published(word: str, profile: str) -> Diagnosis:
        return doing.publish_diagnosis(made(word, profile), by=by, now=now)

    shown = published("Geranioabierto", Profile.OPEN)
    world.shown += [shown.title, "Ayuda Geranioabierto"]
    draft = written(world.hide("version of a diagnosis that is not published", "Versionoculta"))
    doing.write_diagnosis(shown, draft, version=shown.version, by=by, now=now)

    discreet = published("Geraniodiscreto", Profile.DISCREET)
    world.apart.append(("Geraniodiscreto", of.name))

    protected = published(world.hide("diagnosis born protected", "Geraniooculto"), Profile.PROTECTED)
    world.hide_id("id of a diagnosis born protected", protected.pk)
    later = published(world.hide("diagnosis that hid later", "Geraniotapado"), Profile.OPEN)
    doing.change_diagnosis_profile(later, to=Profile.PROTECTED, by=by, now=now)
    world.hide_id("id of a diagnosis in draft", made(world.hide("draft of a diagnosis", "Geranioborrador"), "open").pk)
    world.ids.append(str(discreet.pk))
