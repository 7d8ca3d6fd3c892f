"""Addresses of organisations."""

from django.urls import path

from tejido.ground.organisations.views import keys, members, pages, posts

urlpatterns = [
    path("", pages.organisations, name="organisation-list"),
    path("registrar/", pages.register, name="organisation-register"),
    path("riesgo/", pages.risk, name="organisation-risk"),
    path("invitacion/", members.accept, name="invitation-accept"),
    path("<uuid:pk>/", pages.organisation, name="organisation"),
    path("<uuid:pk>/editar/", pages.edit, name="organisation-edit"),
    path("<uuid:pk>/perfil/", pages.profile, name="organisation-profile"),
    path("<uuid:pk>/verificar/", pages.verify, name="organisation-verify"),
    path("<uuid:pk>/quitar-verificacion/", pages.unverify, name="organisation-unverify"),
    path("<uuid:pk>/cerrar/", pages.close, name="organisation-close"),
    path("<uuid:pk>/salir/", members.leave, name="organisation-leave"),
    path("<uuid:pk>/integrantes/", members.members, name="organisation-members"),
    path("<uuid:pk>/integrantes/<uuid:membership>/rol/", members.change_role, name="membership-role"),
    path("<uuid:pk>/integrantes/<uuid:membership>/terminar/", members.end_membership, name="membership-end"),
    path("<uuid:pk>/invitaciones/<uuid:invitation>/retirar/", members.withdraw, name="invitation-withdraw"),
    path("<uuid:pk>/llaves/", keys.keys, name="organisation-keys"),
    path("<uuid:pk>/llaves/primera/", keys.first, name="organisation-keys-first"),
    path("<uuid:pk>/llaves/nueva/", keys.following, name="organisation-keys-next"),
    path("<uuid:pk>/llaves/dar/<uuid:key>/", keys.grant, name="organisation-keys-grant"),
    path("<uuid:pk>/llaves/anteriores/<uuid:key>/", keys.propose_older, name="older-keys-propose"),
    path("<uuid:pk>/llaves/anteriores/<uuid:proposal>/aceptar/", keys.confirm_older, name="older-keys-confirm"),
    path("<uuid:pk>/llaves/anteriores/<uuid:proposal>/quitar/", keys.decline_older, name="older-keys-decline"),
    path("<uuid:pk>/cargos/", posts.posts, name="organisation-posts"),
    path("<uuid:pk>/cargos/<uuid:post>/enlace/", posts.appoint, name="post-appoint"),
    path("<uuid:pk>/cargos/<uuid:post>/terminar/", posts.end_post, name="post-end"),
]
