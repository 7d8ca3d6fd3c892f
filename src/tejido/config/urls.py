"""All addresses. Spanish pages have plain ones, English ones the same after /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from tejido.ground.web import views as web

urlpatterns: list[URLPattern | URLResolver] = [
    path("archivos/", include("tejido.ground.files.urls")),  # the same in every language
    *i18n_patterns(
        path("", include("tejido.portal.urls")),
        path("importar/", include("tejido.ground.intake.urls")),
        path("bitacora/", include("tejido.ground.ledger.urls")),
        path("cuenta/", include("tejido.ground.people.urls")),
        path("moderacion/", include("tejido.ground.moderation.urls")),
        path("avisos/", include("tejido.ground.notices.urls")),
        path("iniciativas/", include("tejido.stages.initiatives.urls")),
        path("organizaciones/", include("tejido.ground.organisations.urls")),
        path("", include("tejido.stages.reports.urls")),
        path("", include("tejido.stages.roundtables.urls")),
        path("financiar/", include("tejido.stages.funding.urls")),
        path("componentes/", web.gallery, name="gallery"),
        prefix_default_language=False,
    ),
]

handler400 = "tejido.ground.web.views.bad_request"
