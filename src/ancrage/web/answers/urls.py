"""Addresses of the questionnaire."""

from django.urls import path

from ancrage.web.answers import views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/<slug:key>/", views.question, name="question"),
    path("questions/<slug:key>/save/", views.save, name="question-save"),
]
