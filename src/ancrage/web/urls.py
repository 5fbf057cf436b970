"""Every address of the application."""

from django.urls import include, path

from ancrage.web.answers.urls import urlpatterns as answers
from ancrage.web.api.urls import urlpatterns as api
from ancrage.web.archives.urls import urlpatterns as archives
from ancrage.web.goods.urls import urlpatterns as goods
from ancrage.web.health import urlpatterns as health
from ancrage.web.identities.urls import urlpatterns as identities
from ancrage.web.imports.urls import urlpatterns as imports
from ancrage.web.jobs.urls import urlpatterns as jobs
from ancrage.web.journal.urls import urlpatterns as journal
from ancrage.web.monday.urls import urlpatterns as monday
from ancrage.web.people.urls import firm_patterns
from ancrage.web.people.urls import urlpatterns as people
from ancrage.web.reports.urls import urlpatterns as reports
from ancrage.web.steps.urls import urlpatterns as steps
from ancrage.web.studies.urls import urlpatterns as studies

firm = [
    *monday, *imports, *answers, *studies, *goods, *identities, *steps, *reports, *jobs, *journal, *firm_patterns, *archives,
]  # fmt: skip
urlpatterns = [
    *people,
    path("f/<slug:firm_id>/", include(firm)),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("health/", include(health)),
    path("api/v1/", include(api)),
]
handler400 = "ancrage.web.errors.bad_request"
handler403 = "ancrage.web.errors.forbidden"
handler404 = "ancrage.web.errors.not_found"
handler500 = "ancrage.web.errors.server_error"
