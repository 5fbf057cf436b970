"""Addresses of the export."""

from django.urls import path

from ancrage.web.archives import views

urlpatterns = [
    path("export/", views.export, name="export"),
    path("export/file/", views.file, name="export-file"),
]
