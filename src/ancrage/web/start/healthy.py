"""`python -m ancrage.web.start.healthy`: whether the web processes of this machine can serve; for the image's health check."""

from __future__ import annotations

import http.client
import sys

from ancrage.web import environment


def main() -> int:
    """Exit status 0 when they can."""
    port = int(environment.value("PORT", "8000"))
    # By its own name, as visitors ask: any other name is refused.
    host = environment.names("HOSTS")[0]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready/", headers={"Host": host})
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
