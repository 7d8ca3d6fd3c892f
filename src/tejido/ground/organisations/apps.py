"""Civil society, institutions, funders, and who belongs to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Civil society, institutions, funders, and who belongs to them."""

    name = "tejido.ground.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Make the app known to the record, the clock, the marks and the second factor."""
        from tejido.ground.intake import kinds
        from tejido.ground.moderation import subjects as moderated
        from tejido.ground.notices import subjects
        from tejido.ground.organisations.actions import clear_invitations, destroy_old_keys
        from tejido.ground.organisations.actions.key_endings import leave_all_keys
        from tejido.ground.organisations.imports import KIND
        from tejido.ground.organisations.moderated import KIND as PAGES
        from tejido.ground.organisations.panels import PLACE_PANEL
        from tejido.ground.organisations.queries import holds_a_key, organisations_followed, speaks_for_an_institution
        from tejido.ground.organisations.vocabulary import Kind
        from tejido.ground.people import erasure, second_factor
        from tejido.ground.web import daily, marks, panels

        _enter_in_record()
        marks.register("organisation-kind", Kind, icons="kind")
        kinds.register(KIND)
        panels.register(PLACE_PANEL)
        subjects.register("organisation", organisations_followed)
        moderated.register("organisation", PAGES)
        second_factor.require(speaks_for_an_institution)
        second_factor.require(holds_a_key)
        erasure.register(leave_all_keys)
        daily.register("organisations.invitations", lambda now: clear_invitations(now=now))
        daily.register("organisations.keys", lambda now: destroy_old_keys(now=now))


def _enter_in_record() -> None:
    """Say to the record what follows from it, what of it may be told, and in which words."""
    from tejido.ground.ledger import audit, naming, showing, vocabulary, withdrawal, wording
    from tejido.ground.organisations import policies, queries
    from tejido.ground.organisations.actions.entries import COLUMNS
    from tejido.ground.organisations.actions.key_versions import COLUMNS as KEY_COLUMNS
    from tejido.ground.organisations.models import Organisation, OrganisationKey, Post
    from tejido.ground.organisations.vocabulary import Act, KeyAct
    from tejido.ground.places.vocabulary import Cause

    vocabulary.declare(Act)
    vocabulary.declare(KeyAct)
    texts = {"name": (Act.REGISTERED, Act.SHOWN, Act.RENAMED), "about": (Act.DESCRIBED,)}
    audit.register(audit.Audited("organisation", Organisation, COLUMNS, texts))
    audit.register(audit.Audited("post", Post, ("organisation", "ended_on"), {"title": (Act.POST_MADE,)}))
    audit.register(audit.Audited("organisation_key", OrganisationKey, KEY_COLUMNS))
    showing.register("organisation_key", queries.keys_told)
    showing.register("organisation", queries.organisations_told)
    showing.register("post", queries.posts_told)
    withdrawal.allow(policies.may_withdraw_text)
    naming.register("organisation_key", queries.keys_named, noun=_("A key of an organisation"))
    naming.register("organisation", queries.organisations_named, noun=_("An organisation"))
    naming.register("post", queries.posts_named, noun=_("A post"))
    words: dict[str, wording.Words | wording.Column] = {
        "name": _("Name"),
        "about": _("What it does"),
        "kind": _("Kind"),
        "level": _("Level of government"),
        "power": _("What it does about security"),
        "places": wording.Column(_("Places"), kind="place"),
        "causes": wording.Column(_("Causes"), values=dict(Cause.choices)),
        "profile": _("How much is shown"),
        "verified_on": _("Verified since"),
        "closed_on": _("Ended on"),
    }
    wording.register("organisation", words)
    wording.register(
        "organisation_key",
        {
            "fingerprint": _("Fingerprint"),
            "version": _("Number of the key"),
            "reads_apart": _("Reads apart from this server"),
            "ended_on": _("Ended on"),
            "destroyed_on": _("Private half destroyed on"),
        },
    )
    wording.register("post", {"title": _("Title of the post"), "ended_on": _("Ended on")})
