"""Forms for what was pasted: one row for each proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.stages.roundtables.pasting import MOST, TOPIC, Proposal
from tejido.stages.roundtables.vocabulary import ItemKind

FOR_AGENDA = [(TOPIC, _("Point of the agenda")), (ItemKind.COMMITMENT.value, _("Commitment to propose"))]
FOR_MINUTES = [(kind.value, kind.label) for kind in ItemKind]


class ProposalForm(forms.Form):
    """One proposal: whether it is kept, as what, in which words, and the date that it names."""

    keep = forms.BooleanField(label=_("Accept"), required=False)
    kind = forms.ChoiceField(label=_("As"))
    text = forms.CharField(label=_("In these words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    due = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds


ProposalRows = forms.formset_factory(ProposalForm, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True)


def initial_of(proposals: list[Proposal], *, for_minutes: bool) -> list[dict[str, Any]]:
    """Return the first values of the rows: ticked is what says clearly what it is."""
    rows = []
    for it in proposals:
        kind = it.kind
        if for_minutes:
            kind = ItemKind.DISCUSSED.value if kind == TOPIC else kind
        elif kind != ItemKind.COMMITMENT:
            kind = TOPIC
        words = f"{it.text} ({it.owner})" if it.owner else it.text
        rows.append({"keep": it.kind != ItemKind.DISCUSSED, "kind": kind, "text": words, "due": it.due})
    return rows
