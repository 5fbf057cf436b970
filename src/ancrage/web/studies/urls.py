"""Addresses of Forces et faiblesses."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ancrage.web.studies import views


class Name(StringConverter):
    """Dotted names of rooms, findings and proofs."""

    regex = r"[A-Za-z0-9_.-]+"


register_converter(Name, "name")

urlpatterns = [
    path("findings/", views.findings, name="findings"),
    path("findings/<name:code>/", views.finding, name="finding"),
    path("rooms/<name:name>/", views.room, name="room"),
    path("figures/", views.figures, name="figures"),
    path("proofs/<name:key>/", views.proof, name="proof"),
    path("tables/<slug:name>.csv", views.table_csv, name="table-csv"),
    path("tables/<slug:name>/", views.table, name="table"),
    path("study/", views.refresh, name="study"),
]
