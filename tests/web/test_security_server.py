"""A server as it is deployed: gunicorn and a worker on PostgreSQL, seen by people through a proxy that speaks TLS."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sites
from sites import PASSWORD, Site, firm_of, signed_in

PAGES = ("/account/login/", "/account/signup/", "/nowhere/", "/static/nothing.css")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with (
        tempfile.TemporaryDirectory(prefix="ancrage-site-") as folder,
        sites.server(Path(folder)) as running,
    ):
        yield running


# What browsers are told


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_and_runs_nothing_from_elsewhere_or_from_within_itself(
    site: Site, path: str
) -> None:
    policy = site.visitor().get(path).headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "object-src": "'none'",
    }


@pytest.mark.parametrize("path", PAGES)
def test_browsers_are_told_tls_types_referrers_and_frames(site: Site, path: str) -> None:
    headers = site.visitor().get(path).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Access-Control-Allow-Origin" not in headers


def test_static_files_carry_the_headers_and_may_be_kept(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/account/login/").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = visitor.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert "max-age=315360000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_pages_are_kept_by_no_browser_and_no_proxy(site: Site) -> None:
    visitor = site.person("nostore")
    base = firm_of(visitor)
    for path in ("/account/login/", "/account/sessions/", "/firms/", base, f"{base}people/"):
        assert "no-store" in visitor.get(path).headers["Cache-Control"], path


def test_signing_out_clears_what_the_browser_holds(site: Site) -> None:
    answer = site.person("clears").post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_cookies_are_for_this_host_over_tls_and_not_for_scripts(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/account/login/")
    fields = {"login": "cookies@clients.example", "password": PASSWORD}
    site.person("cookies")
    entered = visitor.post("/account/login/", **fields)
    language = visitor.post("/language/", language="en")
    for line in (
        page.cookie("__Host-ancrage_csrf"),
        entered.cookie("__Host-ancrage_session"),
        language.cookie("__Host-ancrage_language"),
    ):
        attributes = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= attributes, line
        assert not any(attribute.startswith("domain") for attribute in attributes)
    assert set(visitor.cookies) == {
        "__Host-ancrage_csrf",
        "__Host-ancrage_session",
        "__Host-ancrage_language",
    }


def test_plain_http_is_sent_to_tls_except_the_health_of_the_process(site: Site) -> None:
    visitor = site.visitor()
    answer = visitor.get("/account/login/", X_Forwarded_Proto="http")
    assert (answer.status, answer.location) == (301, "https://ancrage.example/account/login/")
    assert visitor.get("/health/live/", X_Forwarded_Proto="http").status == 200


def test_a_call_over_plain_http_is_refused_not_redirected(site: Site) -> None:
    """A redirect would let a program send its key in clear at every call, and never know."""
    answer = site.visitor().get(
        "/api/v1/firms", Authorization="Bearer some-key", X_Forwarded_Proto="http"
    )
    assert answer.status == 403
    assert "https" in answer.text


# What is refused


def test_a_host_that_is_not_ours_is_refused(site: Site) -> None:
    answer = site.visitor().get("/account/login/", Host="elsewhere.example")
    assert answer.status == 400
    assert "elsewhere" not in answer.text
    assert "Traceback" not in answer.text


def test_a_form_without_our_token_or_from_elsewhere_is_refused(site: Site) -> None:
    visitor = site.person("forgery")
    ours = {"Referer": "https://ancrage.example/", "Content_Type": FORM}
    assert visitor.ask("POST", "/firms/new/", "name=X", **ours).status == 403
    body = f"csrfmiddlewaretoken={visitor.token}&name=X"
    elsewhere = {"Origin": "https://elsewhere.example", "Content_Type": FORM}
    assert visitor.ask("POST", "/firms/new/", body, **elsewhere).status == 403
    assert visitor.ask("POST", "/firms/new/", body, **ours).status == 302


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
def test_methods_that_no_page_uses_are_refused(site: Site, method: str) -> None:
    visitor = site.person(f"methods-{method.lower()}")
    headers = {"X_CSRFToken": visitor.token, "Referer": "https://ancrage.example/"}
    assert visitor.ask(method, "/firms/", **headers).status == 405


def test_what_changes_something_answers_to_forms_alone(site: Site) -> None:
    visitor = site.person("safe-methods")
    base = firm_of(visitor)
    for path in ("data/upload/", "people/invite/", "export/", "settings/save/"):
        assert visitor.get(base + path).status == 405, path
    visitor.get("/account/logout/")
    assert signed_in(visitor)


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\e.example"]
)
def test_nobody_is_sent_elsewhere(site: Site, target: str) -> None:
    name = f"sent-{len(target)}"
    site.person(name)
    visitor = site.visitor()
    fields = {"login": f"{name}@clients.example", "password": PASSWORD, "next": target}
    assert visitor.post("/account/login/", **fields).location == "/"
    assert visitor.post("/language/", language="fr", next=target).location == "/"


def test_errors_say_nothing_of_the_inside(site: Site) -> None:
    visitor = site.person("errors")
    base = firm_of(visitor)
    for path in ("/nowhere/", "/f/aaaaaaaaaaaa/", f"{base}data/aaaaaaaaaaaa/", f"{base}tables/x/"):
        answer = visitor.get(path)
        assert answer.status == 404, path
        for inside in ("Traceback", "Exception", "site-packages", "psycopg", "SELECT"):
            assert inside not in answer.text, (path, inside)


def test_a_body_larger_than_the_limit_is_refused_before_it_is_read(site: Site) -> None:
    visitor = site.person("large")
    base = firm_of(visitor)
    sent = {
        "Content_Type": "multipart/form-data; boundary=x",
        "Content_Length": str((1 << 30) + 1),
        "Referer": "https://ancrage.example/",
    }
    assert visitor.ask("POST", f"{base}data/upload/", None, **sent).status == 400


def test_somebody_unknown_sends_no_files(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/account/login/")
    answer = visitor.drop("/account/login/", {"f.txt": b"0" * (2 << 20)})
    assert answer.status == 400


AMBIGUOUS = {
    "a length and chunks": "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
    "two lengths": "Content-Length: 6\r\nContent-Length: 5\r\n\r\nabcdef",
    "an unknown coding": "Transfer-Encoding: xchunked\r\n\r\nabcdef",
}


@pytest.mark.parametrize("what", AMBIGUOUS)
def test_a_request_whose_length_is_ambiguous_is_refused(site: Site, what: str) -> None:
    """Once: what follows such a request is not taken for another one."""
    head = "POST /account/login/ HTTP/1.1\r\nHost: ancrage.example\r\nX-Forwarded-Proto: https\r\n"
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall((head + AMBIGUOUS[what]).encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 501"}
    assert answer.count(b"HTTP/1.1 ") == 1


# The processes


def test_health_says_nothing_but_health(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.get("/health/live/").json() == {"status": "ok"}
    assert visitor.get("/health/ready/").json() == {
        "status": "ok",
        "queue": "ok",
        "mode": "server",
    }


def test_the_deployment_check_has_nothing_to_say(site: Site) -> None:
    assert "no issues" in site.start.ancrage("server", "check")


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "HOSTS"])
def test_no_secret_and_no_name_has_a_default(site: Site, name: str) -> None:
    variables = {k: v for k, v in site.start.variables.items() if k != f"ANCRAGE_{name}"}
    start = type(site.start)("postgresql", site.start.folder, variables)
    process = start.process("-c", "from ancrage.web.start.server import run; run('check')")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert f"ANCRAGE_{name}" in printed


def test_secrets_come_from_files(site: Site, tmp_path: Path) -> None:
    variables = dict(site.start.variables)
    for name in ("SECRET_KEY", "DATABASE_URL", "OWNER_DATABASE_URL"):
        path = tmp_path / name
        path.write_text(variables.pop(f"ANCRAGE_{name}") + "\n", encoding="utf-8")
        variables[f"ANCRAGE_{name}_FILE"] = str(path)
    start = type(site.start)("postgresql", site.start.folder, variables)
    assert "no issues" in start.ancrage("server", "check")


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"ANCRAGE_SECRET_KEY": "short"}, "security.W009"),
        ({"ANCRAGE_HOSTS": "*"}, "ancrage.E002"),
    ],
)
def test_the_deployment_check_sees_what_is_weak(
    site: Site, variables: dict[str, str], code: str
) -> None:
    process = site.start.process("-c", CHECK, **variables)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert code in printed


def test_the_deployment_check_sees_an_application_that_owns_its_tables(site: Site) -> None:
    owner = site.start.variables["ANCRAGE_OWNER_DATABASE_URL"]
    process = site.start.process("-c", CHECK, ANCRAGE_DATABASE_URL=owner)
    printed, _ = process.communicate(timeout=60)
    assert "ancrage.E001" in printed


CHECK = "import sys; from ancrage.web.start.server import run; sys.exit(run('check'))"


# What is written in the logs


def test_logs_say_what_happened_without_saying_to_whom(site: Site) -> None:
    visitor = site.person("logged")
    site.sign_in("logged", "not the password")
    base = firm_of(visitor, "Fonderie Lenoir")
    visitor.drop(f"{base}data/upload/", {"grand-livre-lenoir.txt": b"Virement Durand 1234,56"})
    visitor.post(f"{base}people/invite/", email="invited@clients.example", role="reader")
    visitor.get(f"{base}nowhere-lenoir/")
    stranger = site.person("stranger")
    stranger.get(f"{base}people/")
    written = site.log.read_text("utf-8")
    for personal in (
        "clients.example",
        "enoir",  # the firm, the file, the path
        "Durand",
        visitor.address,
        base.split("/")[2] + "/",
        *visitor.cookies.values(),
    ):
        assert personal not in written, personal
    lines = [json.loads(line) for line in written.splitlines()]
    events = {line["event"] for line in lines if "event" in line}
    assert {
        "account.signed_up",
        "account.signed_in",
        "account.sign_in_failed",
        "firm.created",
        "person.invited",
        "access.not_found",
    } <= events
    requests = [line for line in lines if line["message"] == "request"]
    uploads = [line for line in requests if line["route"] == "upload"]
    upload = [line for line in uploads if line["method"] == "POST"][
        -1
    ]  # others may have come before
    assert upload["status"] == 302
    assert upload["user"] > 0
    assert 0 < upload["ms"] < 60_000
    assert len(upload["request_id"]) == 16


def test_every_line_is_json_with_a_time_in_utc(site: Site) -> None:
    for line in site.log.read_text("utf-8").splitlines():
        found = json.loads(line)
        assert {"timestamp", "level", "logger", "message"} <= found.keys()
        assert found["timestamp"].endswith("+00:00")
