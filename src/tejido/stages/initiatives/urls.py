"""Addresses of initiatives."""

from django.urls import include, path

from tejido.stages.initiatives.views import needs, pages

urlpatterns = [
    path("", include("tejido.stages.initiatives.joining_urls")),
    path("", pages.initiatives, name="initiative-list"),
    path("proponer/", pages.propose, name="initiative-propose"),
    path("<uuid:pk>/", pages.initiative, name="initiative"),
    path("<uuid:pk>/editar/", pages.edit, name="initiative-edit"),
    path("<uuid:pk>/perfil/", pages.profile, name="initiative-profile"),
    path("<uuid:pk>/estado/", pages.turn, name="initiative-turn"),
    path("<uuid:pk>/descartar/", pages.discard, name="initiative-discard"),
    path("<uuid:pk>/necesidades/", needs.state, name="need-state"),
    path("<uuid:pk>/necesidades/<uuid:need>/cumplida/", needs.meet, name="need-meet"),
    path("<uuid:pk>/necesidades/<uuid:need>/retirar/", needs.withdraw, name="need-withdraw"),
]
