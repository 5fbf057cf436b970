"""The application for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ancrage.web.settings")
application = get_wsgi_application()
# Loaded before the first request asks for them; then set aside from the garbage collector, which would otherwise walk
# through all of Django again and again: a quarter of the time of a page (docs/benchmarks.md).
get_resolver().check()
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
