"""Addresses of jobs."""

from django.urls import path

from ancrage.web.jobs import views

urlpatterns = [
    path("jobs/<slug:job_id>/", views.job, name="job"),
    path("jobs/<slug:job_id>/cancel/", views.cancel, name="job-cancel"),
]
