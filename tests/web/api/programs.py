"""Programs that call the API, each with a token of somebody."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from ancrage.web.people.models import ApiToken, Firm, User
from ancrage.web.people.secrets import hashed, new_secret
from ancrage.web.scope import firm_scope


def token(
    firm: Firm, person: User, *, writes: bool = True, expires_at: datetime | None = None
) -> str:
    """A token of this person in this firm, as the page of people makes them."""
    secret = new_secret()
    with firm_scope(firm.pk):
        ApiToken.objects.create(
            firm=firm,
            user=person,
            name="essai",
            secret_hash=hashed(secret),
            writes=writes,
            expires_at=expires_at,
        )
    return f"anc_{firm.pk}_{secret}"


@dataclass(frozen=True)
class Program:
    """Calls the API with one token; `client` may hold a session, which must open nothing."""

    token: str
    client: Client

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """The answer to one call, whatever it is."""
        given = {"authorization": f"Bearer {self.token}", **headers}
        if isinstance(body, SimpleUploadedFile):
            return self.client.post(f"/api/v1{path}", {"file": body}, headers=given, secure=True)
        return self.client.generic(
            method,
            f"/api/v1{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=given,
            secure=True,
        )

    def ask(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """What is answered under the status that is expected."""
        answer = self.call(method, path, body)
        assert answer.status_code == status, answer.content
        return json.loads(answer.content) if answer.content else None

    def get(self, path: str) -> Any:
        """What is read."""
        return self.ask("GET", path)


def program(firm: Firm, person: User, *, writes: bool = True) -> Program:
    """A program with a token of this person."""
    return Program(token(firm, person, writes=writes), Client())


def as_proxied(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The application as a server calls it for a proxy that speaks https, each answer to its end."""
    from ancrage.web.wsgi import application  # noqa: PLC0415 (after Django)

    from_proxy = {
        "wsgi.url_scheme": "https",
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "192.0.2.1",
    }
    with closing(application({**environ, **from_proxy}, start_response)) as response:
        return list(response)
