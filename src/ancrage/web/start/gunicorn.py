"""Gunicorn's settings (`gunicorn -c python:ancrage.web.start.gunicorn`): names are Gunicorn's own."""

from __future__ import annotations

import os

from ancrage.web import environment, logs

bind = f"0.0.0.0:{environment.value('PORT', '8000')}"  # a container, or behind a proxy
# Processes, not threads: a page is CPU, and threads of one process take turns at it (docs/web.md).
worker_class = "sync"
workers = int(environment.value("WORKERS", str(2 * (os.cpu_count() or 1))))
max_requests = 20000
max_requests_jitter = 2000
timeout = 60
# Without a proxy, nobody is believed who says that the request came over TLS.
forwarded_allow_ips = "*" if environment.value("PROXY", "no") == "yes" else ""
# No access log: the application writes one line a request, without addresses (`middleware.one_line`).
logconfig_dict = logs.configuration(environment.value("LOG_LEVEL", "INFO"), json=True) | {
    "root": {"handlers": ["stderr"], "level": "INFO"}
}
logconfig_dict["loggers"] |= {
    "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
}
