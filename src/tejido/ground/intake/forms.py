"""Forms of an import."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tejido.ground.files.forms import UploadField
from tejido.ground.intake.columns import Sheet, headed
from tejido.ground.intake.kinds import IntakeKind
from tejido.ground.intake.models import Intake
from tejido.ground.intake.reading import read_table
from tejido.ground.intake.tables import Line, NotATable

SAMPLE = 3  # cells of a column shown beside its heading
_SHOWN_OF_CELL = 30


class SheetField(UploadField):
    """A CSV or XLSX; `cleaned_data` holds a Sheet whose heading was found by the columns of the kind."""

    def __init__(self, kind: IntakeKind, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("label", _("Table"))
        kwargs.setdefault("help_text", _("An .xlsx or CSV file of up to 25 MB. Of a workbook the first sheet is read."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the device offer tables."""
        return super().widget_attrs(widget) | {"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}

    def clean(self, data: Any, initial: Any = None) -> Sheet:
        """Read the table. Raises ValidationError."""
        upload = super().clean(data, initial)
        try:
            return headed(read_table(upload.read()), self.kind.columns)
        except NotATable as problem:
            raise ValidationError(str(problem), problem.reason) from None


class SheetForm(forms.Form):
    """Choose a file."""

    def __init__(self, kind: IntakeKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"] = SheetField(kind)


class MatchForm(forms.Form):
    """For each column of the kind, the heading of the file that is meant."""

    def __init__(self, kind: IntakeKind, intake: Intake, sample: Sequence[Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("— not in the file —")))]
        choices += [(str(place), _heading(place, heading, sample)) for place, heading in enumerate(intake.headings)]
        self.columns = kind.columns
        for column in kind.columns:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.label),
                help_text=str(column.help),
                required=column.required,
                choices=choices,
                initial=str(intake.matches.get(column.name, "")),
                error_messages={"required": _("Choose the heading that stands for this; it is needed.")},
            )

    def clean(self) -> dict[str, Any]:
        """Refuse one heading for two columns."""
        chosen: dict[str, str] = {}
        for column in self.columns:
            place = self.cleaned_data.get(column.name)
            if place and place in chosen:
                said = {"other": chosen[place]}
                self.add_error(column.name, _("This heading is chosen for “%(other)s” already.") % said)
            elif place:
                chosen[place] = str(column.label)
        return self.cleaned_data

    @property
    def matches(self) -> dict[str, int]:
        """The choice, by the names of columns."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


def _heading(place: int, heading: str, sample: Sequence[Line]) -> str:
    """Name a column of the file as spreadsheets do, with its heading and what stands in it."""
    letters = chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)
    cells = [cells[place][:_SHOWN_OF_CELL] for _line, cells in sample if place < len(cells) and cells[place]]
    shown = ", ".join(cells[:SAMPLE])
    return f"{letters} · {heading or '—'}" + (f" ({shown})" if shown else "")
