"""Addresses of moderation."""

from django.urls import path

from tejido.ground.moderation import views

urlpatterns = [
    path("", views.decisions, name="moderation-decisions"),
    path("pendientes/", views.queue, name="moderation-queue"),
    path("quienes/", views.people, name="moderation-people"),
    path("quienes/<int:pk>/terminar/", views.end, name="moderation-end"),
    path("senalar/<slug:kind>/<uuid:pk>/", views.flag, name="moderation-flag"),
    path("gracias/", views.thanks, name="moderation-thanks"),
    path("<uuid:pk>/", views.review, name="moderation-review"),
    path("<uuid:pk>/acuerdo/", views.confirm, name="moderation-confirm"),
    path("<uuid:pk>/corregida/", views.mended, name="moderation-mended"),
    path("<uuid:pk>/impugnar/", views.appeal, name="moderation-appeal"),
]
