"""What a line buys: by its code, by what organisations say, and never Annex 19 as prevention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.actions.budgets import import_budget_lines
from tejido.stages.funding.actions.budgets_classifying import (
    AnnexNotPrevention,
    BadReason,
    Decided,
    SameCategory,
    WaitsAlready,
    adopt_classification,
    propose_classification,
    refuse_classification,
    withdraw_classification,
)
from tejido.stages.funding.classifying import by_code, is_annex_19
from tejido.stages.funding.models import BudgetLine
from tejido.stages.funding.vocabulary.budgets import BudgetAct, Category, Certainty, Scheme
from tests.factories.budgets import REASON, host, line, organisation_of, proposal, row, source, speaker
from tests.factories.ground import organisation
from tests.factories.moments import NOW
from tests.factories.record import leaves


@pytest.mark.parametrize(
    ("scheme", "code", "category", "certainty"),
    [
        ("CONAC", "161", "interdiction", "sure"),
        ("CONAC", "1.6.2", "interdiction", "sure"),
        ("CONAC", "1611", "interdiction", "sure"),
        ("CONAC", "171", "mixed", "mixed"),
        ("CONAC", "174", "mixed", "mixed"),
        ("CONAC", "121", "institutions", "sure"),
        ("CONAC", "241", "unclassified", "unknown"),
        ("CONAC", "999", "unclassified", "unknown"),
        ("COFOG", "GF0301", "mixed", "mixed"),
        ("COFOG", "gf0304", "institutions", "warned"),
        ("DAC", "16063", "institutions", "warned"),
        ("DAC", "15130", "institutions", "warned"),
        ("DAC", "15132", "mixed", "mixed"),
        ("DAC", "15150", "citizens", "sure"),
        ("DAC", "12330", "demand", "sure"),
        ("PEF-ANEXO", "19", "mixed", "mixed"),
        ("", "", "unclassified", "unknown"),
    ],
)
def test_functional_code_says_what_a_line_buys(scheme, code, category, certainty):
    found = by_code(scheme, code)
    assert (found.category, found.certainty) == (category, certainty)


@given(st.sampled_from(["", *Scheme.values, "otro"]), st.text(max_size=30))
def test_any_code_has_an_answer(scheme, code):
    assert by_code(scheme, code).category in Category.values


@pytest.mark.parametrize(
    "words",
    [
        "Anexo 19",
        "ANEXO 19. Acciones",
        "Anexo transversal XIX",
        "Anexo No. 19",
        "Acciones para la prevención del delito, combate a las adicciones, rescate de espacios públicos",
    ],
)
def test_annex_19_is_known_by_its_names(words):
    assert is_annex_19(words)


@pytest.mark.parametrize("words", ["Anexo 1", "Anexo 190", "Anexo 13", "Prevención del delito en barrios", "Línea 19"])
def test_other_names_are_not_annex_19(words):
    assert not is_annex_19(words)


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"name": "Anexo 19, total"}, {"programme": "Anexo 19", "name": "Prevención"}])
def test_annex_19_never_becomes_prevention_whatever_code_it_comes_with(changes):
    of = source(row(scheme="DAC", function="15220", **changes)).lines.get()
    assert (of.category, of.scheme, of.function) == (Category.MIXED, "PEF-ANEXO", "19")
    who = speaker()
    for category in Category:
        with pytest.raises(AnnexNotPrevention):
            said = {"category": category, "reason": REASON, "organisation": organisation_of(who)}
            propose_classification(of, **said, by=who, now=NOW)
    of.refresh_from_db()
    assert of.category == Category.MIXED


@pytest.mark.django_db
def test_proposal_stands_beside_the_line_until_the_host_adopts_it():
    of, who = line(scheme="CONAC", function="171"), speaker()
    made = proposal(of, by=who)
    of.refresh_from_db()
    assert (of.category, made.state) == (Category.MIXED, "proposed")
    adopt_classification(made, by=host(), now=NOW)
    of.refresh_from_db()
    assert (of.category, of.certainty, of.own_id) == (Category.CAUSES, Certainty.SURE, made.pk)
    told = list(leaves().values_list("verb", "actor"))[-2:]
    assert told == [(BudgetAct.PROPOSED, organisation_of(who).record_name), (BudgetAct.ADOPTED, "site")]
    with pytest.raises(Decided):
        adopt_classification(made, by=host(), now=NOW)


@pytest.mark.django_db
def test_later_classification_replaces_the_one_in_force_and_both_stay():
    of = line()
    first = adopt_classification(proposal(of), by=host(), now=NOW)
    second = adopt_classification(proposal(of, "institutions"), by=host(), now=NOW)
    first.refresh_from_db()
    of.refresh_from_db()
    assert (first.state, second.state, of.category) == ("replaced", "adopted", Category.INSTITUTIONS)
    assert of.classifications.count() == 2


@pytest.mark.django_db
def test_classification_that_is_taken_back_leaves_what_the_code_says():
    of, who = line(scheme="CONAC", function="161"), speaker()
    made = adopt_classification(proposal(of, by=who), by=host(), now=NOW)
    withdraw_classification(made, by=who, now=NOW)
    of.refresh_from_db()
    assert (of.category, of.own_id, leaves().last().verb) == (Category.INTERDICTION, None, BudgetAct.WITHDRAWN)


@pytest.mark.django_db
def test_new_version_of_a_budget_leaves_an_adopted_classification_in_force():
    who = host()
    its = source(row(), by=who)
    adopt_classification(proposal(its.lines.get()), by=who, now=NOW)
    import_budget_lines(its, [row(name="Otro nombre", scheme="CONAC", function="161")], by=who, now=NOW)
    assert its.lines.get().category == Category.CAUSES


@pytest.mark.django_db
def test_refused_classification_says_why():
    of = line()
    made = refuse_classification(proposal(of), answer=REASON, by=host(), now=NOW)
    of.refresh_from_db()
    assert (of.category, made.state, made.answer) == (Category.UNCLASSIFIED, "refused", REASON)
    assert leaves().last().verb == BudgetAct.REFUSED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reason": "porque sí"}, BadReason),
        ({"reason": "x" * 601}, BadReason),
        ({"category": "unclassified"}, SameCategory),
        ({"category": "otra"}, SameCategory),
    ],
)
def test_classification_that_cannot_be_is_refused_and_writes_nothing(changes, problem):
    of, who = line(), speaker()
    before = leaves().count()
    said = {"category": "causes", "reason": REASON, "organisation": organisation_of(who)} | changes
    with pytest.raises(problem):
        propose_classification(of, **said, by=who, now=NOW)
    assert (of.classifications.count(), leaves().count()) == (0, before)


@pytest.mark.django_db
def test_organisation_says_one_thing_at_a_time():
    of, who = line(), speaker()
    proposal(of, by=who)
    with pytest.raises(WaitsAlready):
        proposal(of, "institutions", by=who)


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"profile": "discreet"}, {"verified_on": None}])
def test_only_verified_open_organisations_say_what_a_line_buys(changes):
    who = speaker(**changes)
    with pytest.raises(NotAllowed):
        proposal(by=who)


@pytest.mark.django_db
def test_nobody_speaks_for_somebody_elses_organisation():
    who = speaker()
    said = {"category": "causes", "reason": REASON, "organisation": organisation()}
    with pytest.raises(NotAllowed):
        propose_classification(line(), **said, by=who, now=NOW)
    assert BudgetLine.objects.get().classifications.count() == 0
