"""Form fields and widgets that Django leaves plain."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar where it has one; typed as 2026-05-31 or 31/05/2026 elsewhere."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, with the browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
