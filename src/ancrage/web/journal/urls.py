"""Address of the journal."""

from django.urls import path

from ancrage.web.journal import views

urlpatterns = [path("journal/", views.journal, name="journal")]
