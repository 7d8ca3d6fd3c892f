"""Addresses of the safe form."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
