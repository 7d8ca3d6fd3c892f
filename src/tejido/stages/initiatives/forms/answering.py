"""The form with which somebody says that their initiative answers a part of a diagnosis."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tejido.stages.initiatives.models import Initiative


class AnswerForm(forms.Form):
    """Which initiative, and which part."""

    initiative = forms.ModelChoiceField(label=_("Initiative"), queryset=Initiative.objects.none())
    part = forms.ChoiceField(label=_("What of the diagnosis it answers"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, initiatives: QuerySet[Initiative], parts: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"] = forms.ModelChoiceField(
            label=_("Initiative"), queryset=initiatives, empty_label=None
        )
        self.fields["part"] = forms.ChoiceField(
            label=_("What of the diagnosis it answers"),
            choices=[(str(pk), words) for pk, words in parts.items()],
            widget=forms.RadioSelect,
        )
