"""Addresses of voting. Nothing in the first one says what somebody votes on, nor with which code."""

from django.urls import path

from tejido.stages.funding.views import ballot_codes, paper, voting

urlpatterns = [
    path("votar/", voting.vote, name="vote"),
    path("convocatorias/<uuid:pk>/votacion/", voting.voting, name="voting"),
    path("convocatorias/<uuid:pk>/votacion/boleta.pdf", paper.sheet, name="voting-sheet"),
    path("convocatorias/<uuid:pk>/votacion/reparto/", ballot_codes.allot, name="voting-allot"),
    path("convocatorias/<uuid:pk>/votacion/cerrar/", ballot_codes.close, name="voting-close"),
    path("convocatorias/<uuid:pk>/votacion/papel/", paper.urns, name="voting-paper"),
    path("convocatorias/<uuid:pk>/votacion/fichas/", paper.slips, name="voting-slips"),
    path("codigos/<uuid:pk>/", ballot_codes.codes, name="voting-codes"),
    path("codigos/<uuid:pk>/devueltos/", ballot_codes.come_back, name="voting-come-back"),
    path("codigos/anular/<uuid:pk>/", ballot_codes.cancel, name="voting-cancel"),
    path("fajos/<uuid:pk>/", paper.bundle, name="voting-bundle"),
    path("fajos/<uuid:pk>/otro/", paper.another, name="voting-another"),
    path("fajos/<uuid:pk>/fuera/", paper.leave_out, name="voting-leave-out"),
    path("fajos/<uuid:pk>/boletas/<int:number>/", paper.read_sheet, name="voting-read"),
]
