"""The end of codes: counted by holder, then gone."""

from django.db.models import Count, Q

from tejido.ground.codes.models import Holding
from tejido.ground.codes.queries import codes_for
from tejido.ground.codes.vocabulary import CodeState


def hold_still(subject: str) -> None:
    """Lock every code of `subject`, so that whoever is using one is through, and whoever comes now has to wait."""
    list(codes_for(subject).order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def close(subject: str) -> int:
    """Keep how many codes of each holder were used, delete all codes of `subject`, return how many were used in all."""
    used, at_urn = Q(state__in=(CodeState.USED, CodeState.AT_URN)), Q(state=CodeState.AT_URN)
    counted = {
        holding: (all_used, slips)
        for holding, all_used, slips in codes_for(subject)
        .order_by()
        .values("batch__holding")
        .annotate(used=Count("pk", filter=used), slips=Count("pk", filter=at_urn))
        .values_list("batch__holding", "used", "slips")
    }
    for holding in Holding.objects.select_for_update(of=("self",)).filter(subject=subject).order_by("pk"):
        holding.used, holding.at_urn = counted.get(holding.pk, (0, 0))
        holding.save(update_fields=["used", "at_urn"])
    codes_for(subject).delete()
    return sum(all_used for all_used, _slips in counted.values())
