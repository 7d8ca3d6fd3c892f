"""Addresses of calls and applications."""

from django.urls import path

from tejido.stages.funding.views import applications, call_list, calls, front

urlpatterns = [
    path("financiar/", front.fund, name="fund"),
    path("financiar/convocatorias/", call_list.calls, name="call-list"),
    path("financiar/convocatorias/<uuid:pk>/", calls.call, name="call"),
    path("financiar/solicitudes/<uuid:pk>/", applications.application, name="application"),
]
