"""What the engine of the record finds wrong, in the language of whoever asks."""

from tejido.cli.words import _
from tejido.engines.record import Flaw, Kind, Problem


def say(problem: Problem) -> str:
    """Put a problem in words."""
    values = dict(problem.values)
    if "flaw" in values:
        values["flaw"] = _flaws()[values["flaw"]]
    return _kinds()[problem.kind] % values


def _kinds() -> dict[Kind, str]:
    return {
        Kind.LEAF: _("leaf %(index)d: %(field)s %(flaw)s"),
        Kind.ORDER: _("leaf %(index)d says that it is number %(stated)d"),
        Kind.SIZE: _("the checkpoint speaks of %(stated)d leaves, the log has %(found)d"),
        Kind.ROOT: _("the leaves do not give the root that the checkpoint states"),
        Kind.CHECKPOINT: _("the checkpoint is malformed: %(reason)s"),
        Kind.FORGED: _("the signature of %(name)s under the checkpoint does not hold"),
        Kind.UNSIGNED: _("%(name)s did not sign the checkpoint with a key that is known"),
        Kind.KEY: _("the key that leaf 0 declares is malformed: %(reason)s"),
        Kind.SINCE: _("the earlier checkpoint is malformed: %(reason)s"),
        Kind.SINCE_FORGED: _("the signature of %(name)s under the earlier checkpoint does not hold"),
        Kind.SINCE_UNSIGNED: _("%(name)s did not sign the earlier checkpoint with a key that is known"),
        Kind.ORIGIN: _("the earlier checkpoint is of another log: %(stated)s"),
        Kind.SHRUNK: _("the earlier checkpoint speaks of %(stated)d leaves, now there are %(found)d"),
        Kind.REWRITTEN: _("the first %(stated)d leaves are not those of the earlier checkpoint: the log was rewritten"),
        Kind.TEXT: _("the text of leaf %(index)d is not the one that was recorded"),
        Kind.TEXT_FORM: _("line %(line)d of the texts is not of its form"),
        Kind.TEXT_ORDER: _("line %(line)d of the texts is out of order"),
        Kind.TEXT_LEAF: _("there is a text for leaf %(index)d, which records none"),
        Kind.MORE: _("and %(count)d more"),
    }


def _flaws() -> dict[Flaw, str]:
    return {
        Flaw.MISSING: _("is missing"),
        Flaw.UNKNOWN: _("is not part of a leaf"),
        Flaw.VERSION: _("is not a version that is known"),
        Flaw.INTEGER: _("is not an integer between the bounds of 2^53-1"),
        Flaw.DAY: _("is not a day that exists, written YYYY-MM-DD"),
        Flaw.VERB: _("is not of the form app.noun.verb"),
        Flaw.SUBJECT: _("is neither site, nor a place with its key, nor a kind and a UUID"),
        Flaw.ACTOR: _("is neither site, nor an organisation, a post or a group as such"),
        Flaw.PERSON: _("names a person"),
        Flaw.VALUE: _("is not a string, integer, boolean, null or list of strings"),
        Flaw.UNICODE: _("is not valid Unicode"),
        Flaw.LONG: _("is too long"),
        Flaw.HASH: _("is neither null nor 64 lower-case hexadecimal digits"),
        Flaw.OBJECT: _("is not a JSON object"),
        Flaw.CANONICAL: _("is not in canonical form (RFC 8785)"),
    }
