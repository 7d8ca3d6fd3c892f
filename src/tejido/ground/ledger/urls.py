"""Addresses of the public record."""

from django.urls import path

from tejido.ground.ledger import files, views

urlpatterns = [
    path("", views.record, name="record"),
    path("puntos/", views.checkpoints, name="record-checkpoint-list"),
    path("comprobar/", views.checking, name="record-checking"),
    path("<int:index>/", views.leaf, name="record-leaf"),
    path("<int:index>/retirar/", views.withdraw, name="record-withdrawal"),
    path("<int:index>/leaf.json", files.leaf, name="record-leaf-file"),
    path("checkpoint.txt", files.latest, name="record-checkpoint-latest"),
    path("puntos/<int:size>.txt", files.checkpoint, name="record-checkpoint"),
    path("key.txt", files.key, name="record-key"),
    path("leaves.jsonl", files.leaves, name="record-leaves"),
    path("texts.jsonl", files.texts, name="record-texts"),
    path("pruebas/inclusion", files.inclusion, name="record-inclusion"),
    path("pruebas/consistencia", files.consistency, name="record-consistency"),
]
