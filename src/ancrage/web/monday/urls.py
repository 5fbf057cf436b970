"""Address of the home page of a firm."""

from django.urls import path

from ancrage.web.monday import views

urlpatterns = [path("", views.monday, name="monday")]
