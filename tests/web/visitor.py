"""A visitor of a running application, over real HTTP: keeps cookies, sends the form's token, follows nothing by itself."""

from __future__ import annotations

import http.client
import json
import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def seen(self) -> str:
        """The text of the page, without markup."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text)))

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""

    def cookie(self, name: str) -> str:
        """The whole Set-Cookie line of a cookie."""
        return next(
            (c for c in self.headers.get_all("Set-Cookie", []) if c.strip().startswith(f"{name}=")),
            "",
        )

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """One browser. `secure` speaks as the proxy of a server does for somebody who came over TLS."""

    port: int
    secure: bool = False
    address: str = "203.0.113.7"
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = "ancrage.example"

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Accept-Language": "fr"}
        if self.secure:
            sent |= {
                "Host": self.host,
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": self.address,
            }
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = line.strip().partition("=")
            value = rest.partition(";")[0]
            if value in {"", '""'}:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    @property
    def token(self) -> str:
        """The token that forms carry."""
        return next((v for k, v in self.cookies.items() if k.endswith("ancrage_csrf")), "")

    def post(self, path: str, /, **fields: str) -> Answer:
        """Send a form, as the page with the form would."""
        if not self.token:
            self.get("/account/login/")
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields})
        return self.ask("POST", path, body, **self._form("application/x-www-form-urlencoded"))

    def drop(self, path: str, files: dict[str, bytes]) -> Answer:
        """Send files, as the page that takes them would."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'.encode()
        ]
        for name, content in files.items():
            head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            parts += [head.encode(), content, b"\r\n"]
        parts.append(f"--{mark}--\r\n".encode())
        form = self._form(f"multipart/form-data; boundary={mark}")
        return self.ask("POST", path, b"".join(parts), **form)

    def _form(self, content_type: str) -> dict[str, str]:
        scheme, host = ("https", self.host) if self.secure else ("http", f"127.0.0.1:{self.port}")
        return {"Content_Type": content_type, "Referer": f"{scheme}://{host}/"}
