"""Forms of changes of officials."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.stages.roundtables.forms.commitments import day_field, words_field
from tejido.stages.roundtables.forms.moves import NAMES_NOBODY


class BeginForm(forms.Form):
    """When the new official takes the post."""

    on = day_field(_("First day of the new official"), _("From this day there are sixty days to answer."))


class RenegotiateForm(forms.Form):
    """Other words or another date, and why."""

    text = words_field(_("The words that you propose"))
    due_on = day_field(_("The date that you propose"))
    reason = words_field(_("Why"), NAMES_NOBODY)


class RefuseForm(forms.Form):
    """Why it is refused."""

    reason = words_field(_("Why"), NAMES_NOBODY)
