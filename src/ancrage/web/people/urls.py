"""Addresses of people and firms."""

from django.urls import path

from ancrage.web.people import entry, leaving, views

urlpatterns = [
    path("", views.home, name="home"),
    path("firms/", views.firm_list, name="firms"),
    path("firms/new/", views.firm_new, name="firm-new"),
    path("language/", views.language, name="language"),
    path("account/delete/", leaving.delete_account, name="account-delete"),
    path("enter/<str:secret>/", entry.enter, name="enter"),
    path("invitation/<slug:firm_id>/<str:secret>/", views.invitation, name="invitation"),
]
firm_patterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path(
        "people/invitations/<slug:invitation_id>/cancel/",
        views.cancel_invitation,
        name="invitation-cancel",
    ),
    path("people/tokens/", views.new_token, name="token-new"),
    path("people/tokens/<slug:token_id>/revoke/", views.revoke_token, name="token-revoke"),
    path("people/<int:user_id>/", views.person, name="person"),
    path("settings/", views.firm_settings, name="settings"),
    path("settings/save/", views.save_settings, name="settings-save"),
    path("delete/", views.delete, name="firm-delete"),
]
