"""Addresses of who is who."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from ancrage.web.identities import views
from ancrage.web.identities.among import AMONG


class OneOf(StringConverter):
    """Suppliers, customers or items."""

    regex = "|".join(AMONG)


register_converter(OneOf, "among")
urlpatterns = [
    path("<among:among>/who/", views.who, name="who"),
    path("<among:among>/who/say/", views.say_it, name="who-say"),
    path("<among:among>/who/<int:decision_id>/undo/", views.undo, name="who-undo"),
]
