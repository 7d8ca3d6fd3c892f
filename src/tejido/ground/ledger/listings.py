"""The lists of the record: its acts, and its checkpoints."""

from dataclasses import replace

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tejido.ground.ledger.models import Checkpoint, Leaf
from tejido.ground.ledger.naming import named
from tejido.ground.ledger.vocabulary import declared, is_record_name, label_of
from tejido.ground.web.listing import Between, Column, Entry, Filter, Listing, Sort, equal


def _name_of(record_name: str) -> str | None:
    """Say what a typed record name is called, None for what no leaf can name."""
    return named({record_name}, localdate())[record_name].name if is_record_name(record_name) else None


def _act(leaf: Leaf) -> Entry:
    return Entry(capfirst(label_of(leaf.verb)), leaf.get_absolute_url(), leaf.day)


ACTS = Listing[Leaf](
    title=_("Public record"),
    count=lambda number: ngettext("%(n)s entry", "%(n)s entries", number) % {"n": number_format(number)},
    filters=[
        Filter("acto", _("What was done"), declared, equal("verb")),
        Filter(
            "asunto",
            _("What it happened to"),
            (),
            equal("subject"),
            label_of=_name_of,
            help=_("As an entry names it: a kind, a colon and an identifier."),
        ),
        Filter(
            "quien",
            _("Who acted"),
            (),
            equal("actor"),
            label_of=_name_of,
            help=_("“site”, or an organisation or a post as an entry names it."),
        ),
        Between("dia", _("Day"), "day"),
    ],
    sorts=[Sort("nuevos", _("Newest first"), ("-index",)), Sort("antiguos", _("Oldest first"), ("index",))],
    columns=[
        Column(_("Entry"), lambda leaf: leaf.index),
        Column(_("Day"), lambda leaf: leaf.day),
        Column(_("What was done"), lambda leaf: label_of(leaf.verb)),
        Column(_("What it happened to"), lambda leaf: leaf.subject),
        Column(_("Who acted"), lambda leaf: leaf.actor),
        Column(_("Salted hash of the text"), lambda leaf: leaf.text_hash),
    ],
    entry=_act,
    newest=("-index",),
    file_name="bitacora",
    empty=_("Here will be what was promised, moved, verified or withdrawn, from the first public act on."),
)

ACTS_BY_DAY = replace(
    ACTS,
    sorts=[
        Sort("nuevos", _("Newest first"), ("-day", "-index")),
        Sort("antiguos", _("Oldest first"), ("day", "index")),
    ],
)
"""The same where days are chosen: in the order of an index that finds them, however long the record is."""

CHECKPOINTS = Listing[Checkpoint](
    title=_("Checkpoints"),
    count=lambda number: ngettext("%(n)s checkpoint", "%(n)s checkpoints", number) % {"n": number_format(number)},
    filters=[Between("dia", _("Day"), "day")],
    sorts=[Sort("nuevos", _("Newest first"), ("-size",)), Sort("antiguos", _("Oldest first"), ("size",))],
    empty=_("The first checkpoint is made with the first entry."),
)
