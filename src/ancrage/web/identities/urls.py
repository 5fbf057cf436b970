"""Addresses of who is who."""

from django.urls import path

from ancrage.web.identities import views

urlpatterns = [
    path("suppliers/who/", views.who, name="who"),
    path("suppliers/who/say/", views.say_it, name="who-say"),
    path("suppliers/who/<int:decision_id>/undo/", views.undo, name="who-undo"),
]
