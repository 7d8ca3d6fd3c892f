"""A page with a form, as an app above would have it."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from tejido.config.urls import urlpatterns as site
from tejido.engines.cleaning import Kind
from tejido.ground.files import actions
from tejido.ground.files.forms import CleanedFileField


class EvidenceForm(forms.Form):
    title = forms.CharField()
    evidence = CleanedFileField(label="Evidencia")


class PhotoForm(forms.Form):
    photo = CleanedFileField(kinds=frozenset({Kind.IMAGE}), required=False)


def evidence(request: HttpRequest) -> HttpResponse:
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with transaction.atomic():
            kept = actions.keep_file(form.cleaned_data["evidence"], today=timezone.localdate())
        return HttpResponse(str(kept.pk), status=201)
    return HttpResponse(form.as_p())


urlpatterns = [path("evidencia/", evidence), *site]
