"""What is shipped to run the counter and to explain it is sound: containers and pictures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = set(re.findall(r'env\.get\("([A-Z_]+)"', (ROOT / "adapters/settings.py").read_text("utf-8")))
# Names that belong to others: PostgreSQL's image, the HTTP server, Grafana, Python, the proxy.
FOREIGN = re.compile(r"POSTGRES_\w+|FORWARDED_ALLOW_IPS|GF_\w+|PYTHON\w+|PIP_\w+|PATH|SITE")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")

_WORDS = {"type": "array", "items": {"type": "string"}}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
SERVICE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["image", "restart", "cap_drop", "security_opt", "networks", "deploy"],
    "properties": {
        "image": {"type": "string", "pattern": r"^[a-z/]+:v?\d+[\w.-]*$"},
        "build": {"const": "."},
        "init": {"type": "boolean"},
        "restart": {"const": "unless-stopped"},
        "profiles": _WORDS,
        "command": _WORDS,
        "env_file": {"const": [".env"]},
        "environment": _TEXTS,
        "depends_on": {
            "type": "object",
            "additionalProperties": {"properties": {"condition": {"const": "service_healthy"}}},
        },
        "healthcheck": {
            "type": "object",
            "required": ["test", "interval", "timeout", "retries"],
            "properties": {"test": _WORDS, "retries": {"type": "integer"}},
        },
        "ports": _WORDS,
        "volumes": _WORDS,
        "configs": {"type": "array"},
        "networks": _WORDS,
        "read_only": {"const": True},
        "tmpfs": _WORDS,
        "shm_size": {"type": "string"},
        "stop_grace_period": {"type": "string", "pattern": r"^\d+s$"},
        "cap_drop": {"const": ["ALL"]},
        "cap_add": _WORDS,
        "security_opt": {"const": ["no-new-privileges:true"]},
        "logging": {"type": "object"},
        "deploy": {
            "type": "object",
            "required": ["resources"],
            "properties": {
                "resources": {"required": ["limits"], "properties": {"limits": {"required": ["cpus", "memory"]}}}
            },
        },
    },
}


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_service_is_of_the_form_that_we_agreed_on(name: str) -> None:
    errors = [error.message for error in Draft202012Validator(SERVICE).iter_errors(COMPOSE["services"][name])]
    assert errors == []


def test_the_compose_file_names_nothing_that_is_not_there() -> None:
    services = COMPOSE["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert set(service["networks"]) <= set(COMPOSE["networks"]), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"], volume


def test_whoever_is_waited_for_can_say_that_it_is_well() -> None:
    for service in COMPOSE["services"].values():
        for awaited in service.get("depends_on", {}):
            other = COMPOSE["services"][awaited]
            assert "healthcheck" in other or (other.get("build") == "." and "HEALTHCHECK" in DOCKERFILE), awaited


def test_the_counter_and_its_database_cannot_write_but_where_their_data_is() -> None:
    for name in ("app", "database"):
        assert COMPOSE["services"][name]["read_only"] is True
        assert any(mount.startswith("/tmp") for mount in COMPOSE["services"][name]["tmpfs"])  # noqa: S108
    assert "/data" in COMPOSE["services"]["app"]["volumes"][0].split(":")


def test_only_the_proxy_is_open_to_the_world_and_the_database_to_nobody() -> None:
    for name, service in COMPOSE["services"].items():
        if name != "proxy":
            assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name
    assert "ports" not in COMPOSE["services"]["database"]
    assert COMPOSE["services"]["database"]["networks"] == ["back"]
    assert COMPOSE["networks"]["back"]["internal"] is True


def test_no_secret_stands_in_the_compose_file() -> None:
    secret = re.compile(r"PASSWORD|SECRET|TOKEN|KEY")
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            inside = re.search(r"://[^:/]+:([^@]+)@", value)
            given = inside[1] if inside else value if secret.search(name) else "${"
            assert given.startswith("${"), name


def test_every_setting_in_the_containers_is_one_that_exists() -> None:
    used = set(COMPOSE["services"]["app"]["environment"])
    used |= set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text("utf-8")))
    env = DOCKERFILE[DOCKERFILE.rindex("\nENV ") :].split("\nWORKDIR")[0]
    used |= set(re.findall(r"([A-Z_]+)=", env))
    assert {name for name in used if not FOREIGN.fullmatch(name)} <= SETTINGS


def test_the_image_is_built_from_locked_packages_and_does_not_run_as_root() -> None:
    stages = re.findall(r"^FROM (\S+)( AS \w+)?$", DOCKERFILE, re.MULTILINE)
    assert len(stages) == 2
    assert all(re.fullmatch(r"python:3\.1[123]-slim-\w+", image) for image, _ in stages)
    assert "--require-hashes --requirement requirements.txt" in DOCKERFILE
    installs = re.findall(r"pip install[^\n&]*", DOCKERFILE)
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.search(r"^USER [1-9]\d{3,}:[1-9]\d{3,}$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\n.*urllib.*/livez", last, re.MULTILINE)
    for word in ("apt-get", "gcc", "pip install", "curl", "ADD "):
        assert word not in last, word
    for line in re.findall(r"^(?:ENTRYPOINT|CMD) (.*)$", last, re.MULTILINE):
        assert json.loads(line)


def test_everything_that_is_copied_is_there_and_nothing_else_is_handed_over() -> None:
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    }  # fmt: skip
    assert all((ROOT / name).exists() for name in copied)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_every_picture_says_what_it_shows_and_is_shown_somewhere() -> None:
    pictures = sorted((ROOT / "docs/pictures").glob("*.svg"))
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert pictures
    for picture in pictures:
        tree = ET.fromstring(picture.read_text("utf-8"))  # noqa: S314 - our own files
        found = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
        assert {"title", "desc"} <= found, picture.name
        assert not found & {"script", "image", "foreignObject"}, picture.name
        assert f"pictures/{picture.name}" in pages, picture.name
