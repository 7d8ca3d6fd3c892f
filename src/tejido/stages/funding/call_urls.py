"""Addresses of calls and applications."""

from django.urls import path

from tejido.stages.funding.views import applications, applying, call_list, calls, desk, front, reviewing

CALL = "convocatorias/<uuid:pk>/"
APPLICATION = "solicitudes/<uuid:pk>/"

urlpatterns = [
    path("", front.fund, name="fund"),
    path("convocatorias/", call_list.calls, name="call-list"),
    path("convocatorias/nueva/", calls.draft, name="call-draft"),
    path("revisar/", desk.accept, name="jury-accept"),
    path(CALL, calls.call, name="call"),
    path(f"{CALL}cambiar/", calls.edit, name="call-edit"),
    path(f"{CALL}anunciar/", calls.announce, name="call-announce"),
    path(f"{CALL}cancelar/", calls.cancel, name="call-cancel"),
    path(f"{CALL}borrar/", calls.discard, name="call-discard"),
    path(f"{CALL}escritorio/", desk.desk, name="call-desk"),
    path(f"{CALL}revisores/nombrar/", desk.name, name="juror-name"),
    path(f"{CALL}revisores/invitar/", desk.invite, name="juror-invite"),
    path(f"{CALL}revisores/<uuid:juror>/quitar/", desk.remove, name="juror-remove"),
    path(f"{CALL}revisar/", desk.reviews, name="call-reviews"),
    path(f"{CALL}admitir/", desk.admit, name="call-admit"),
    path(f"{CALL}solicitar/", applying.start, name="application-start"),
    path("para/<uuid:pk>/", applying.calls_for, name="calls-for"),
    path(APPLICATION, applications.application, name="application"),
    path(f"{APPLICATION}escribir/<slug:part>/", applying.part, name="application-part"),
    path(f"{APPLICATION}enviar/", applying.send, name="application-send"),
    path(f"{APPLICATION}retirar/", applications.withdraw, name="application-withdraw"),
    path(f"{APPLICATION}devolver/", applications.give_back, name="application-return"),
    path(f"{APPLICATION}carta/", applications.write, name="application-write"),
    path(f"{APPLICATION}factible/", applications.answer, name="application-answer"),
    path(f"{APPLICATION}factible/anotar/", applications.record, name="application-record"),
    path(f"{APPLICATION}revisar/", reviewing.review, name="application-review"),
    path(f"{APPLICATION}aparte/", reviewing.aside, name="application-aside"),
]
