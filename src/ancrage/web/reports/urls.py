"""Addresses of the report."""

from django.urls import path

from ancrage.web.reports import views

urlpatterns = [
    path("report/", views.reports, name="reports"),
    path("report/make/", views.make, name="report-make"),
    path("report/<slug:report_id>.<slug:kind>", views.file, name="report-file"),
]
