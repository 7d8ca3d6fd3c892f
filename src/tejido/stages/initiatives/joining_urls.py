"""Addresses of asking to join and of taking part, beneath those of initiatives."""

from django.urls import path

from tejido.stages.initiatives.views import joining, participation
from tejido.stages.initiatives.vocabulary import Asked

urlpatterns = [
    path("respuesta/", joining.answer, name="join-answer"),
    path("respuesta/borrar/", joining.withdraw_by_code, name="join-erase"),
    path("respuesta/participar/", joining.take_up, name="join-take-up"),
    path("mias/", participation.taking_part, name="taking-part"),
    path("solicitudes/<uuid:pk>/", joining.respond, name="join-respond"),
    path("solicitudes/<uuid:pk>/retirar/", joining.withdraw, name="join-withdraw"),
    path("participaciones/<uuid:pk>/dejar/", participation.leave, name="participation-leave"),
    path("participaciones/<uuid:pk>/nombre/", participation.visibility, name="participation-visibility"),
    path("participaciones/<uuid:pk>/leido/", participation.read, name="participation-read"),
    path("participaciones/<uuid:pk>/terminar/", participation.remove, name="participation-remove"),
    path("<uuid:pk>/unirse/", joining.ask, name="join-ask"),
    path("<uuid:pk>/hora/", joining.ask, {"about": Asked.HOUR}, name="join-ask-hour"),
    path("<uuid:pk>/solicitudes/", joining.requests_to, name="join-requests"),
    path("<uuid:pk>/participantes/", participation.participants, name="participants"),
]
