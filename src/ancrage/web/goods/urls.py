"""Addresses of suppliers and stock."""

from django.urls import path

from ancrage.web.goods import purchases, raises_pages, views, whatif

urlpatterns = [
    path("goods/", views.overview, name="goods"),
    path("goods/suppliers/<slug:slug>/", views.supplier, name="goods-supplier"),
    path("goods/suppliers/<slug:slug>/said/", views.say_facts, name="goods-said"),
    path("goods/signals/", views.ask_signals, name="goods-signals"),
    path("goods/items/", views.items, name="goods-items"),
    path("goods/items/<slug:slug>/", views.item, name="goods-item"),
    path("goods/what-if/", whatif.what_if, name="goods-what-if"),
    path("goods/purchases/", purchases.purchases, name="goods-purchases"),
    path("goods/raises/<int:raise_id>/", raises_pages.say_raise, name="goods-raise"),
    path("settings/alerts/", views.alert_mail, name="alert-mail"),
    path("goods/purchases.<slug:kind>", purchases.file, name="goods-purchases-file"),
]
