"""How commitments and handovers are called where others speak of them: the record, notices."""

from collections.abc import Collection, Mapping

from django.utils.timezone import localdate

from tejido.ground.notices.subjects import Subject
from tejido.ground.people.models import Person
from tejido.stages.roundtables.models import Commitment, Handover
from tejido.stages.roundtables.queries.commitments import commitments_visible_to


def names_of_commitments(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return name and address of these commitments; the record asks only for those that it may tell of."""
    rows = Commitment.objects.filter(pk__in=ids).only("pk", "text")
    return {str(it.pk): (str(it), it.get_absolute_url()) for it in rows}


def names_of_handovers(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return name and address of these changes of officials; posts are public."""
    rows = Handover.objects.filter(pk__in=ids).select_related("post__organisation")
    return {str(it.pk): (str(it.post), it.get_absolute_url()) for it in rows}


def describe_commitments(ids: Collection[str], reader: Person | None) -> Mapping[str, Subject]:
    """Return title and address of those that the reader may see; for notices."""
    rows = commitments_visible_to(reader, localdate()).filter(pk__in=ids)
    return {str(it.pk): Subject(str(it), it.get_absolute_url()) for it in rows}
