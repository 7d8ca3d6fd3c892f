"""The form with which somebody says that a commitment answers a part of a diagnosis."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tejido.stages.roundtables.models import Commitment


class AnswerForm(forms.Form):
    """Which commitment, and which part."""

    commitment = forms.ModelChoiceField(label=_("Commitment"), queryset=Commitment.objects.none())
    part = forms.ChoiceField(label=_("What of the diagnosis it answers"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, commitments: QuerySet[Commitment], parts: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"] = forms.ModelChoiceField(
            label=_("Commitment"), queryset=commitments, empty_label=None
        )
        self.fields["part"] = forms.ChoiceField(
            label=_("What of the diagnosis it answers"),
            choices=[(str(pk), words) for pk, words in parts.items()],
            widget=forms.RadioSelect,
        )
