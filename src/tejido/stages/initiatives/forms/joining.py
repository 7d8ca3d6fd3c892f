"""Forms of asking to join, answering, and telling those who take part."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.stages.initiatives.actions.joining import WORDS_LENGTH
from tejido.stages.initiatives.actions.participation import MESSAGE_LENGTH


class AskForm(forms.Form):
    """Why somebody wants to join, and how to reach them where they wish to be reached.

    `token` makes sending twice ask once. `website` is a trap: no person sees it, and what fills it in is a machine.
    """

    motive = forms.CharField(
        label=_("Why you want to join, and what you can give"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A pseudonym will do. Name nobody else."),
    )
    contact = forms.CharField(
        label=_("How they can reach you"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty if you would rather come back here with a code: that is safer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(
        required=False, label="", widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4

    @property
    def is_filled_by_a_machine(self) -> bool:
        """Whether the trap was stepped into."""
        return bool(self.cleaned_data.get("website"))


class CodeForm(forms.Form):
    """The code that was shown when the request was sent."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """What is answered: when and where to come, or why not now."""

    words = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When and where to come, and whom to ask for. Only whoever asked reads it."),
    )


class MessageForm(forms.Form):
    """A message to those who take part."""

    text = forms.CharField(
        label=_("What you want to tell them"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it here after signing in. No mail carries it, and nobody sees an address."),
    )
