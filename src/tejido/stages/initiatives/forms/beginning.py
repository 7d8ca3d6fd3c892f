"""From an idea to a first meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.places import PlaceField
from tejido.ground.organisations.risk import Risk
from tejido.stages.initiatives.vocabulary import Kind


class IdeaForm(forms.Form):
    """The idea, the place, and the risk check. Nothing of it is kept."""

    kind = forms.ChoiceField(label=_("What kind of thing"), choices=Kind.choices, widget=forms.RadioSelect)
    place = PlaceField(label=_("Where"))
    risks = forms.MultipleChoiceField(
        label=_("What is true for you?"),
        choices=Risk.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what is true. Your answers are not kept, not even until tomorrow."),
    )
