"""Addresses of grants."""

from django.urls import path

from tejido.stages.funding.views import (
    grant_changes,
    grant_drafting,
    grant_list,
    grant_voices,
    grant_work,
    grants,
)

GRANT = "apoyos/<uuid:pk>/"
STEP = f"{GRANT}ministraciones/<uuid:part>/"

urlpatterns = [
    path("apoyos/", grant_list.grant_list, name="grant-list"),
    path("apoyos/mios/", grant_list.own, name="grant-own"),
    path("apoyos/sumas/", grant_list.sums, name="grant-sums"),
    path("apoyos/sumas/<slug:key>/", grant_list.sums, name="grant-sums-of"),
    path("apoyos/de/<uuid:pk>/", grant_list.of_funder, name="grant-funder"),
    path("apoyos/nuevo/<uuid:initiative>/<uuid:funder>/", grant_drafting.draft, name="grant-draft"),
    path("solicitudes/<uuid:pk>/apoyo/", grant_drafting.from_application, name="grant-from-application"),
    path(GRANT, grants.grant, name="grant"),
    path(f"{GRANT}trabajo/", grants.desk, name="grant-desk"),
    path(f"{GRANT}cambiar/", grant_drafting.edit, name="grant-edit"),
    path(f"{GRANT}borrar/", grant_drafting.drop, name="grant-drop"),
    path(f"{GRANT}ofrecer/", grants.offer, name="grant-offer"),
    path(f"{GRANT}recoger/", grants.take_back, name="grant-take-back"),
    path(f"{GRANT}responder/", grants.answer, name="grant-answer"),
    path(f"{GRANT}perfil/", grants.profile, name="grant-profile"),
    path(f"{STEP}alcanzada/", grant_work.reached, name="grant-reached"),
    path(f"{STEP}revisar/", grant_work.check, name="grant-check"),
    path(f"{STEP}pagar/", grant_work.pay, name="grant-pay"),
    path(f"{GRANT}facturas/", grant_work.invoice, name="grant-invoice"),
    path(f"{GRANT}facturas/<uuid:part>/quitar/", grant_work.remove_invoice, name="grant-invoice-remove"),
    path(f"{GRANT}informes/<uuid:part>/", grant_work.report, name="grant-report"),
    path(f"{GRANT}suspender/", grant_work.task, {"name": "suspender"}, name="grant-suspend"),
    path(f"{GRANT}reanudar/", grant_work.task, {"name": "reanudar"}, name="grant-resume"),
    path(f"{GRANT}terminar/", grant_work.task, {"name": "terminar"}, name="grant-end"),
    path(f"{GRANT}devolucion/", grant_work.task, {"name": "devolucion"}, name="grant-return"),
    path(f"{GRANT}cerrar/", grant_work.finish, name="grant-finish"),
    path(f"{GRANT}cambios/", grant_changes.propose, name="grant-amend"),
    path(f"{GRANT}cambios/<uuid:part>/", grant_changes.answer, name="grant-amendment-answer"),
    path(f"{GRANT}cambios/<uuid:part>/retirar/", grant_changes.withdraw, name="grant-amendment-withdraw"),
    path(f"{GRANT}visitas/", grant_voices.visit, name="grant-visit"),
    path(f"{GRANT}visitas/<uuid:part>/retirar/", grant_voices.withdraw, name="grant-visit-withdraw"),
    path(f"{GRANT}dudas/", grant_voices.doubt, name="grant-doubt"),
    path(f"{GRANT}dudas/<uuid:part>/", grant_voices.answer, name="grant-doubt-answer"),
]
