"""A field for money: typed in pesos as people write them, kept in integer hundredths."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = Decimal(10) ** 12


class MoneyField(forms.DecimalField):
    """An amount: `60,000`, `$1,250.50`; cleaned to hundredths."""

    default_error_messages = {"invalid": _("Write an amount in figures, for example 60,000.")}

    def __init__(self, **kwargs: Any) -> None:
        words = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            min_value=kwargs.pop("min_value", Decimal(0)),
            max_value=LARGEST,
            decimal_places=2,
            widget=forms.TextInput(attrs=words),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show hundredths as whole units, with cents only where there are any."""
        if not isinstance(value, int):
            return value
        whole, cents = divmod(value, 100)
        return f"{whole:,}.{cents:02}" if cents else f"{whole:,}"

    def to_python(self, value: Any) -> Any:
        """Read an amount with or without the signs that people put."""
        if isinstance(value, str):
            value = value.replace("$", "").replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        return super().to_python(value)

    def clean(self, value: Any) -> Any:
        """Return hundredths, or None for nothing."""
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another amount was typed."""
        try:
            return bool((self.clean(data) or 0) != (initial or 0))
        except forms.ValidationError:
            return True
