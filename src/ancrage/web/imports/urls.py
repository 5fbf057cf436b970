"""Addresses of Données."""

from django.urls import path

from ancrage.web.imports import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/upload/", views.upload, name="upload"),
    path("data/accept/", views.accept_all, name="accept-all"),
    path("data/clear/", views.clear, name="import-clear"),
    path("data/templates/<slug:name>.xlsx", views.template, name="template"),
    path("data/<slug:import_id>/", views.preview, name="import"),
    path("data/<slug:import_id>/rows/<int:position>/<slug:table>/", views.rows, name="import-rows"),
    path(
        "data/<slug:import_id>/columns/<int:position>/<int:number>/",
        views.columns,
        name="import-columns",
    ),
    path(
        "data/<slug:import_id>/columns/<int:position>/<int:number>/said/",
        views.say_columns,
        name="import-columns-said",
    ),
    path("data/<slug:import_id>/accept/", views.accept, name="import-accept"),
    path("data/<slug:import_id>/leave/", views.leave, name="import-leave"),
    path("data/<slug:import_id>/undo/", views.undo, name="import-undo"),
    path("data/<slug:import_id>/new-firm/", views.move_to_new_firm, name="import-new-firm"),
]
