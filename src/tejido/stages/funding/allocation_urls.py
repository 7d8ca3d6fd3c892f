"""Addresses of results, of who recomputes them, and of ballots that were counted elsewhere."""

from django.urls import path

from tejido.stages.funding.views import bringing_in, result_list, results, scrutiny

CALL = "convocatorias/<uuid:pk>"
urlpatterns = [
    path(f"{CALL}/resultado/", results.allocation, name="allocation"),
    path(f"{CALL}/resultado/proyectos/", result_list.projects, name="allocation-projects"),
    path(f"{CALL}/resultado/resultado.json", results.result_file, name="allocation-result"),
    path(f"{CALL}/resultado/boletas.pb", results.ballots_file, name="allocation-ballots"),
    path(f"{CALL}/resultado/calcular/", results.decide, name="allocation-decide"),
    path(f"{CALL}/escrutinio/", scrutiny.scrutiny, name="scrutiny"),
    path(f"{CALL}/boletas/", bringing_in.bring_in, name="ballots-bring-in"),
    path("boletas/<uuid:pk>/", bringing_in.look, name="ballots-look"),
    path("boletas/<uuid:pk>/dejar/", bringing_in.drop, name="ballots-drop"),
    path("escrutinio/<uuid:pk>/boletas.pb", scrutiny.fetch, name="scrutiny-fetch"),
    path("escrutinio/<uuid:pk>/resultado.json", scrutiny.result_file, name="scrutiny-result"),
    path("escrutinio/<uuid:pk>/firmar/", scrutiny.sign, name="scrutiny-sign"),
    path("escrutinio/<uuid:pk>/dejar/", scrutiny.give_back, name="scrutiny-give-back"),
]
