"""Addresses of initiatives."""

from django.urls import path

from tejido.stages.initiatives.views import maps, needs, pages

urlpatterns = [
    path("", pages.initiatives, name="initiative-list"),
    path("proponer/", pages.propose, name="initiative-propose"),
    path("mapa/", maps.map_of, name="initiative-map"),
    path("mapa/<slug:key>/", maps.map_of, name="initiative-map-of"),
    path("cerca/", maps.near_point, name="initiative-near"),
    path("<uuid:pk>/", pages.initiative, name="initiative"),
    path("<uuid:pk>/editar/", pages.edit, name="initiative-edit"),
    path("<uuid:pk>/perfil/", pages.profile, name="initiative-profile"),
    path("<uuid:pk>/estado/", pages.turn, name="initiative-turn"),
    path("<uuid:pk>/descartar/", pages.discard, name="initiative-discard"),
    path("<uuid:pk>/necesidades/", needs.state, name="need-state"),
    path("<uuid:pk>/necesidades/<uuid:need>/cumplida/", needs.meet, name="need-meet"),
    path("<uuid:pk>/necesidades/<uuid:need>/retirar/", needs.withdraw, name="need-withdraw"),
]
