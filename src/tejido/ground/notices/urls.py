"""Addresses of notices."""

from django.urls import path

from tejido.ground.notices import views

urlpatterns = [
    path("", views.notices, name="notice-list"),
    path("leidos/", views.read, name="notice-read"),
    path("siguiendo/", views.following, name="notice-following"),
    path("seguir/", views.follow, name="notice-follow"),
    path("dejar/", views.unfollow, name="notice-unfollow"),
    path("correo/", views.choose_mail, name="notice-mail"),
    path("menos/<str:token>/", views.unfollow_by_mail, name="notice-unfollow-mail"),
    path("baja/<str:token>/", views.stop, name="notice-stop"),
]
