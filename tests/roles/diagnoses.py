"""Rows of diagnoses and counts: all of the organisation to which "member" and "coordinator" belong."""

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.vault.threads import by_receipt
from tejido.stages.initiatives.actions import answering
from tejido.stages.initiatives.models import DiagnosisAnswer
from tejido.stages.reports.actions import diagnoses, sentences, tallies
from tejido.stages.reports.models import Diagnosis, WallPhoto
from tejido.stages.roundtables.actions import answering as linking
from tejido.stages.roundtables.models import DiagnosisPromise
from tests.factories import ground
from tests.factories.diagnoses import OUT, TOLD, draft, published, writing
from tests.factories.files import cleaned, folder, kept
from tests.factories.ground import TODAY
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW
from tests.roles.commitments import commitment
from tests.roles.inbox import At
from tests.roles.table import row, without_person


def photo(world) -> WallPhoto:
    return WallPhoto.objects.create(diagnosis=draft(world.ours), file=kept())


@row("reports.count_report", may="member coordinator")
def _(world, by):
    about = {"organisation": world.ours, "place": ground.place(), "quarter": "2026-3", "kind": "threats"}
    return tallies.count_report(**about, by=by, now=TOLD)


@row("reports.count_report of an institution", may="liaison")
def _(world, by):
    about = {"organisation": world.police, "place": ground.place(), "quarter": "2026-3", "kind": "threats"}
    return tallies.count_report(**about, by=by, now=TOLD)


@row("reports.count_report of a funder", may="")
def _(world, by):
    about = {"organisation": world.funder, "place": ground.place(), "quarter": "2026-3", "kind": "threats"}
    return tallies.count_report(**about, by=by, now=TOLD)


@row("reports.draft_diagnosis", may="member coordinator")
def _(world, by):
    about = {"organisation": world.ours, "place": ground.place(), "quarter": "2026-3"}
    return diagnoses.draft_diagnosis(writing(), **about, by=by, now=NOW)


@row("reports.draft_diagnosis of an institution", may="")
def _(world, by):
    about = {"organisation": world.police, "place": ground.place(), "quarter": "2026-3"}
    return diagnoses.draft_diagnosis(writing(), **about, by=by, now=NOW)


@row("reports.write_diagnosis", may="member coordinator")
def _(world, by):
    return diagnoses.write_diagnosis(draft(world.ours), writing(title="Otro"), version=1, by=by, now=NOW)


@row("reports.publish_diagnosis", may="coordinator")
def _(world, by):
    return diagnoses.publish_diagnosis(draft(world.ours), by=by, now=NOW)


@row("reports.change_diagnosis_profile", may="coordinator host")
def _(world, by):
    return diagnoses.change_diagnosis_profile(published(world.ours), to=Profile.PROTECTED, by=by, now=NOW)


@row("reports.discard_diagnosis", may="coordinator")
def _(world, by):
    made: Diagnosis = draft(world.ours)
    return diagnoses.discard_diagnosis(made, by=by, now=NOW)


@row("reports.add_wall_photo", may="member coordinator")
def _(world, by):
    with folder():
        return diagnoses.add_wall_photo(draft(world.ours), cleaned(), by=by, now=NOW)


@row("reports.drop_wall_photo", may="member coordinator")
def _(world, by):
    return diagnoses.drop_wall_photo(photo(world), by=by, now=NOW)


def agreed(world):
    about = {"organisation": world.ours, "place": ground.place(), "sentence": "Ya no abrimos de noche."}
    return sentences.agree_to_sentence(**about, now=NOW)


without_person("reports.agree_to_sentence", why="whoever holds the receipt", call=agreed)
without_person(
    "reports.take_back_sentence",
    why="whoever holds the receipt",
    call=lambda world: sentences.take_back_sentence(agreed(world), now=NOW),
)
without_person("reports.release_due", why="the clock", call=lambda _: tallies.release_due(now=OUT))


def part(world):
    """A part of a published diagnosis of the organisation."""
    return published(world.ours).parts.first()


@row("initiatives.answer_diagnosis", may="coordinator")
def _(world, by):
    return answering.answer_diagnosis(initiative(world.ours), part=part(world), by=by, now=NOW)


@row("initiatives.take_back_answer", may="coordinator")
def _(world, by):
    said = DiagnosisAnswer.objects.create(initiative=initiative(world.ours), part=part(world), said_on=TODAY)
    return answering.take_back_answer(said, by=by, now=NOW)


@row("roundtables.link_diagnosis", may="liaison facilitator secretary")
def _(world, by):
    return linking.link_diagnosis(commitment(world), part=part(world), by=by, now=NOW)


@row("roundtables.unlink_diagnosis", may="liaison facilitator secretary")
def _(world, by):
    link = DiagnosisPromise.objects.create(commitment=commitment(world), part=part(world), said_on=TODAY)
    return linking.unlink_diagnosis(link, by=by, now=NOW)


@row("reports.propose_sentence", may="member coordinator")
def _(world, by):
    at = At(world, by)
    return sentences.propose_sentence(at.thread, place=ground.place(), sentence="Ya no abrimos.", **at.reading)


def proposed(world):
    """A thread that its receipt opened, and a sentence that waits in it."""
    at = At(world, world.person("coordinator"))
    sentences.propose_sentence(at.thread, place=ground.place(), sentence="Ya no abrimos.", **at.reading)
    thread = by_receipt(at.opened.receipt)
    [waiting] = sentences.sentences_waiting(thread.items())
    return {"thread": thread, "proposal": waiting.id, "now": NOW}


without_person(
    "reports.agree_to_proposed_sentence",
    why="whoever holds the receipt",
    call=lambda world: sentences.agree_to_proposed_sentence(**proposed(world)),
)
without_person(
    "reports.refuse_sentence",
    why="whoever holds the receipt",
    call=lambda world: sentences.refuse_sentence(**proposed(world)),
)
