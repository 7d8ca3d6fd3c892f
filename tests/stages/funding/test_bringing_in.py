"""Ballots that were counted elsewhere: looked at, counted or refused by line, and what remains of the file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tejido.engines.allocation import pabulib
from tejido.ground.ledger.models import Leaf
from tejido.stages.funding.actions import allocation_ballots as actions
from tejido.stages.funding.actions.allocation_refusals import CannotBringIn, NothingBroughtIn, RowsRefused
from tejido.stages.funding.actions.call_refusals import TextMissing
from tejido.stages.funding.ballot_files import BadFile, read_ballots
from tejido.stages.funding.models import BroughtIn, CastBallot
from tejido.stages.funding.queries.elections import election_of
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories.ballots import cast, counting, decided
from tests.factories.funding import being_voted, coordinator
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db

HEAD = "META\nkey;value\nbudget;300000\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost\n1;30000\n2;60000\n3;90000\n"
VOTES = "VOTES\nvoter_id;vote\n"
SOURCE = "Acta del conteo del 1 de noviembre"


def pb(*rows, head=HEAD, projects=PROJECTS):
    return (head + projects + VOTES + "".join(f"{at};{row}\n" for at, row in enumerate(rows, 1))).encode()


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch):
    """Coordinators of funders need a second step to sign in; that is tested where it lives."""
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)


def brought(call, content, by=None):
    by = by or coordinator(call.funder)
    return actions.keep_ballots(call, read_ballots(content, call), by=by, now=NOW)


def choices(call):
    return sorted(
        tuple(map(tuple, one)) for one in CastBallot.objects.filter(call=call).values_list("choices", flat=True)
    )


def test_ballots_of_a_file_are_counted_and_the_record_says_from_where():
    it = counting()
    row = brought(it, pb("1,2", "3", "", "2,1"))
    actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    assert choices(it) == [(), ((1, 1), (2, 1)), ((1, 1), (2, 1)), ((3, 1),)]
    leaf = Leaf.objects.get(subject=it.record_name, verb="call.ballots.imported")
    assert leaf.fields == {"ballots": 4, "left_out": 0}
    assert decided(it).voters == 4


def test_file_that_this_site_wrote_can_be_brought_in_again():
    it, other = counting(ballots=[(1,), (2, 3), ()], times=3), counting()
    written = pabulib.write(election_of(it)).encode()
    row = brought(other, written)
    actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    assert choices(other) == choices(it)


@pytest.mark.parametrize("table", ['vote\n"1,2"\n3\n', "folio;voto\n1;1 2\n2;3\n", "voto\tx\n1,2\ta\n3\tb\n"])
def test_table_with_one_row_a_ballot_is_read_too(table):
    it = counting()
    assert sorted(read_ballots(table.encode(), it).cast) == [((1, 1), (2, 1)), ((3, 1),)]


def test_ranks_and_points_are_read():
    it = counting(vote="ordinal", utility="borda")
    assert list(read_ballots(b'vote\n"3,1"\n', it).cast) == [((1, 1), (3, 2))]
    it = counting(vote="cumulative", utility="score")
    found = read_ballots(b"vote;points\n1,3;4,6\n1,3;6,6\n1;\n", it)
    assert list(found.cast) == [((1, 4), (3, 6))]
    assert [line for line, _words in found.problems] == [3, 4]


@pytest.mark.parametrize(
    ("row", "said"),
    [("9", "9"), ("1,1", "1"), ("zz", "zz"), ("1,2,3", "2"), ("-1", "-1"), ("1;2;x,", None)],
)
def test_ballot_that_cannot_be_counted_is_said_with_its_line(row, said):
    it = counting(most_choices=2)
    found = read_ballots(pb("1", row, "2"), it)
    if said is None:
        assert found.good == 3  # what stands in further columns is not read
        return
    assert (found.good, found.refused, found.is_broken) == (2, 1, False)
    [(line, words)] = found.problems
    assert line == 13
    assert said in words


def test_nothing_is_written_while_a_ballot_is_refused_unless_it_is_left_out():
    it = counting()
    row = brought(it, pb("1", "9", "2"))
    with pytest.raises(RowsRefused):
        actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    assert choices(it) == []
    actions.count_ballots(row, source=SOURCE, leave_out=True, by=row.person, now=NOW)
    assert len(choices(it)) == 2
    leaf = Leaf.objects.get(subject=it.record_name, verb="call.ballots.imported")
    assert leaf.fields == {"ballots": 2, "left_out": 1}


@pytest.mark.parametrize(
    ("head", "projects", "line"),
    [
        (HEAD.replace("approval", "ordinal"), PROJECTS, 4),
        (HEAD.replace("300000", "200000"), PROJECTS, 3),
        (HEAD, PROJECTS.replace("2;60000", "2;0"), 8),
        (HEAD, PROJECTS.replace("2;60000", "2;999999"), 8),
        (HEAD, PROJECTS.replace("2;60000", "2;x"), 8),
        (HEAD, PROJECTS + "4;5000\n", 10),
    ],
)
def test_file_that_does_not_fit_the_call_is_not_counted_at_all(head, projects, line):
    it = counting()
    row = brought(it, pb("1", head=head, projects=projects))
    assert row.is_broken
    assert [at for at, _words in row.problems] == [line]
    with pytest.raises(NothingBroughtIn):
        actions.count_ballots(row, source=SOURCE, leave_out=True, by=row.person, now=NOW)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"\xff\xfe\x00",
        b"META\nkey;value\n",
        b"META\nkey;value\nbudget;1\nPROJECTS\nproject_id;cost\n",
        (HEAD + "PROJECTS\nid;price\n1;2\n" + VOTES).encode(),
        (HEAD + PROJECTS + "VOTES\nvoter;choice\n1;2\n").encode(),
        b"name,age\nAna,3\n",
    ],
)
def test_broken_file_is_refused_in_words(content):
    with pytest.raises(BadFile):
        read_ballots(content, counting())


def test_ten_thousand_projects_are_refused_with_the_first_lines():
    many = PROJECTS + "".join(f"{number};1000\n" for number in range(4, 10_001))
    found = read_ballots(pb("1", projects=many), counting())
    assert found.is_broken
    assert (len(found.problems), found.problems[0][0]) == (200, 10)


def test_order_of_the_file_is_kept_nowhere():
    it = counting()
    rows = ["3", "1", "2", "1,2", "", "2,3"]
    one, other = brought(it, pb(*rows)), brought(it, pb(*reversed(rows)))
    assert bytes(one.cast) == bytes(other.cast)
    actions.count_ballots(other, source=SOURCE, by=other.person, now=NOW)
    other.refresh_from_db()
    assert bytes(other.cast) == b""


def test_file_can_be_replaced_until_the_result_but_nothing_counts_on_top_of_what_was_cast_here():
    it = counting()
    for ballots in (("1", "2"), ("3",)):
        row = brought(it, pb(*ballots))
        actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    assert choices(it) == [((3, 1),)]
    decided(it)
    with pytest.raises(CannotBringIn):
        brought(it, pb("1"))
    here = counting()
    cast(here, (1,))
    with pytest.raises(CannotBringIn):
        brought(here, pb("1"))


def test_urn_in_person_is_closed_by_what_was_counted_there():
    it = being_voted(takes_online=False)
    with pytest.raises(CannotBringIn):
        brought(it, pb("1"))
    it.votes_until = later(days=-1).date()
    it.save()
    row = brought(it, pb("1"))
    actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    it.refresh_from_db()
    assert it.state == CallState.COUNTING


def test_where_it_was_counted_has_to_be_said_and_once_is_enough():
    it = counting()
    row = brought(it, pb("1"))
    with pytest.raises(TextMissing):
        actions.count_ballots(row, source=" ", by=row.person, now=NOW)
    actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)
    with pytest.raises(CannotBringIn):
        actions.count_ballots(row, source=SOURCE, by=row.person, now=NOW)


def test_file_that_nobody_counts_is_erased_after_a_day():
    it = counting()
    brought(it, pb("1"))
    assert actions.erase_old(now=later(days=1)) == 0
    assert actions.erase_old(now=later(days=2)) == 1
    assert not BroughtIn.objects.exists()


def test_file_goes_through_the_site(client):
    it = counting()
    client.force_login(coordinator(it.funder))
    address = reverse("ballots-bring-in", args=[it.pk])
    assert client.get(address).status_code == 200
    refused = client.post(address, {"file": SimpleUploadedFile("b.pb", b"META\n")})
    assert refused.status_code == 200
    sent = client.post(address, {"file": SimpleUploadedFile("b.pb", pb("1", "9", "1,2"))})
    look = sent.headers["Location"]
    assert "13" in client.get(look).content.decode()
    assert client.post(look, {"source": SOURCE}).status_code == 200
    assert choices(it) == []
    assert client.post(look, {"source": SOURCE, "leave_out": "on"}).headers["Location"] == reverse(
        "allocation-decide", args=[it.pk]
    )
    assert len(choices(it)) == 2
    assert client.get(look).status_code == 404


def test_file_of_somebody_else_does_not_exist(client):
    it = counting()
    row = brought(it, pb("1"))
    client.force_login(coordinator(it.funder))
    assert client.get(reverse("ballots-look", args=[row.pk])).status_code == 404
    assert client.post(reverse("ballots-drop", args=[row.pk])).status_code == 404
