"""Addresses of the peer."""

from django.urls import path

from benchmarks.plain_django import views

urlpatterns = [
    path("f/<int:firm_id>/suppliers/", views.suppliers, name="suppliers"),
    path("health/live/", views.live),
]
