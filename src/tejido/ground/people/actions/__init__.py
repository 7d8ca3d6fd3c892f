"""What happens to accounts."""

from tejido.ground.people.actions.codes import (
    CodeNotTyped,
    WrongCode,
    keep_codes,
    recover_account,
    renew_codes,
)
from tejido.ground.people.actions.email import (
    Claim,
    NoMail,
    TooManyMails,
    WrongMailCode,
    claim_email,
    confirm_email,
    remove_email,
)
from tejido.ground.people.actions.erasing import erase_account, forget_the_past
from tejido.ground.people.actions.factor import set_up_app
from tejido.ground.people.actions.keeping import (
    NoSuchLanguage,
    change_language,
    change_name,
    change_password,
    end_sessions,
)
from tejido.ground.people.actions.keys import HasKey, WrongPassword, make_key
from tejido.ground.people.actions.opening import NameTaken, open_account, sign_up

__all__ = [
    "Claim",
    "CodeNotTyped",
    "HasKey",
    "NameTaken",
    "NoMail",
    "NoSuchLanguage",
    "TooManyMails",
    "WrongCode",
    "WrongMailCode",
    "WrongPassword",
    "change_language",
    "change_name",
    "change_password",
    "claim_email",
    "confirm_email",
    "end_sessions",
    "erase_account",
    "forget_the_past",
    "keep_codes",
    "make_key",
    "open_account",
    "recover_account",
    "remove_email",
    "renew_codes",
    "set_up_app",
    "sign_up",
]
