"""Addresses of the roadmap."""

from django.urls import path

from ancrage.web.steps import views

urlpatterns = [
    path("roadmap/", views.roadmap, name="roadmap"),
    path("roadmap/<slug:code>/", views.step, name="step"),
    path("roadmap/<slug:code>/save/", views.save, name="step-save"),
]
