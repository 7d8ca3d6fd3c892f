"""Addresses of accounts: ours, and those pages of allauth that we use under the names by which it calls them."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as key
from django.urls import path

from tejido.ground.people.views import account as own
from tejido.ground.people.views import codes, email, entrance, keys

urlpatterns = [
    path("", own.account, name="account"),
    path("entrar/", account.login, name="account_login"),
    path("entrar/paso-dos/", factor.authenticate, name="mfa_authenticate"),
    path("salir/", entrance.sign_out, name="account_logout"),
    path("registrarse/", entrance.sign_up, name="account_signup"),
    path("recuperar/", entrance.recover, name="account_reset_password"),
    path("cerrada/", account.account_inactive, name="account_inactive"),
    path("otra-vez/", account.reauthenticate, name="account_reauthenticate"),
    path("nombre/", own.rename, name="account-rename"),
    path("idioma/", own.language, name="account-language"),
    path("contrasena/", own.password, name="account-password"),
    path("sesiones/", own.sessions, name="account-sessions"),
    path("borrar/", own.erase, name="account-erase"),
    path("llave/", keys.key, name="account-key"),
    path("llave/abrir/", keys.open_key, name="account-key-open"),
    path("llave/cerrar/", keys.close, name="account-key-close"),
    path("codigos/", codes.codes, name="account-codes"),
    path("codigos/nuevos/", codes.renew_codes, name="account-codes-renew"),
    path("correo/", email.email, name="account-email"),
    path("correo/codigo/", email.confirm, name="account-email-confirm"),
    path("correo/quitar/", email.remove, name="account-email-remove"),
    path("paso-dos/", own.second_step, name="mfa_index"),
    path("paso-dos/aplicacion/", totp.activate_totp, name="mfa_activate_totp"),
    path("paso-dos/aplicacion/quitar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("paso-dos/codigos/", spare.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("paso-dos/codigos/nuevos/", spare.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("paso-dos/llaves/", key.list_webauthn, name="mfa_list_webauthn"),
    path("paso-dos/llaves/nueva/", key.add_webauthn, name="mfa_add_webauthn"),
    path("paso-dos/llaves/<int:pk>/quitar/", key.remove_webauthn, name="mfa_remove_webauthn"),
]
