"""Addresses of budgets by what they buy."""

from django.urls import URLPattern, URLResolver, path

from tejido.stages.funding.views import budgets, budgets_classifying, budgets_gap, budgets_moved, budgets_shift

urlpatterns: list[URLPattern | URLResolver] = [
    path("presupuestos/", budgets.home, name="budget-home"),
    path("presupuestos/fuentes/", budgets.sources, name="budget-list"),
    path("presupuestos/fuentes/agregar/", budgets.add, name="budget-add"),
    path("presupuestos/fuentes/<uuid:pk>/", budgets.source, name="budget-source"),
    path("presupuestos/clasificacion/", budgets.classification, name="budget-classification"),
    path("presupuestos/clasificacion/<uuid:pk>/adoptar/", budgets_classifying.adopt, name="classification-adopt"),
    path("presupuestos/clasificacion/<uuid:pk>/no-adoptar/", budgets_classifying.refuse, name="classification-refuse"),
    path("presupuestos/clasificacion/<uuid:pk>/retirar/", budgets_classifying.withdraw, name="classification-withdraw"),
    path("presupuestos/partidas/", budgets.lines, name="budget-line-list"),
    path("presupuestos/partidas/<uuid:pk>/", budgets.line, name="budget-line"),
    path("presupuestos/partidas/<uuid:pk>/clasificar/", budgets_classifying.propose, name="budget-line-classify"),
    path("presupuestos/movido/", budgets_moved.announcements, name="announcement-list"),
    path("presupuestos/movido/anotar/", budgets_moved.enter, name="announcement-enter"),
    path("presupuestos/movido/<uuid:pk>/", budgets_moved.announcement, name="announcement"),
    path("presupuestos/movido/<uuid:pk>/seguir/", budgets_moved.follow, name="announcement-follow"),
    path("presupuestos/movido/<uuid:pk>/retirar/", budgets_moved.withdraw, name="announcement-withdraw"),
    path("presupuestos/mover/", budgets_shift.what_it_would_fund, name="budget-shift"),
    path("presupuestos/brechas/", budgets_gap.country, name="budget-gaps"),
    path("presupuestos/brechas/<slug:key>/", budgets_gap.state, name="budget-gap"),
]
