"""docs/server.md and deploy/ say what the code does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ancrage.web.environment import VARIABLES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "server.md").read_text("utf-8")
COMPOSE = ROOT / "deploy" / "compose.yaml"
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
ROLES = (ROOT / "deploy" / "roles.sh").read_text("utf-8")


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load(COMPOSE.read_text("utf-8"))


def test_every_variable_is_in_the_page_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `ANCRAGE_(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert rows == {name: meaning or "—" for name, meaning in VARIABLES.items()}


@pytest.mark.parametrize("path", ["docs/server.md", "deploy/compose.yaml", "deploy/Dockerfile"])
def test_every_variable_that_is_used_exists(path: str) -> None:
    used = set(re.findall(r"ANCRAGE_([A-Z_]+)", (ROOT / path).read_text("utf-8")))
    assert used
    assert {name.removesuffix("_FILE") for name in used} <= set(VARIABLES)


def test_each_service_has_what_a_server_needs_and_no_more(compose: Any) -> None:
    services = compose["services"]
    assert set(services) == {"postgres", "migrate", "web", "worker"}
    for name in ("migrate", "web", "worker"):
        service = services[name]
        assert service["command"] == [name]
        assert {
            "ANCRAGE_HOSTS",
            "ANCRAGE_SECRET_KEY_FILE",
            "ANCRAGE_DATABASE_URL_FILE",
        } <= service["environment"].keys()
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        # Only what touches every firm knows the owner of the tables.
        knows = "owner_database_url" in service["secrets"]
        assert knows is (name == "migrate")
        assert ("ANCRAGE_OWNER_DATABASE_URL_FILE" in service["environment"]) is knows
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert [n for n, s in services.items() if "ports" in s] == ["web"]
    assert services["worker"]["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}


def test_every_secret_is_a_file_and_every_file_is_mounted(compose: Any) -> None:
    for name, service in compose["services"].items():
        for variable, value in service["environment"].items():
            if variable.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"], (name, variable)
        assert set(service["secrets"]) <= set(compose["secrets"])
        for mount in service["volumes"]:
            source = mount.split(":")[0]
            assert source in compose["volumes"] or (COMPOSE.parent / source).exists(), mount
    assert all(secret["file"].startswith("./secrets/") for secret in compose["secrets"].values())


def test_roles_are_the_same_in_the_page_and_in_the_image() -> None:
    def statements(text: str) -> list[str]:
        found = re.findall(r"^(?:CREATE|REVOKE|GRANT) .*;$", text, re.MULTILINE)
        return [re.sub(r"PASSWORD .*", "PASSWORD", line) for line in found]

    assert len(statements(PAGE)) == 5
    assert statements(PAGE) == statements(ROLES)


def test_images_are_named_plainly(compose: Any) -> None:
    images = [s["image"] for s in compose["services"].values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert set(images) == {"postgres:16", "ancrage", "python:3.11-slim"}
    assert "USER ancrage" in DOCKERFILE
