"""Settings come from the environment, are checked once and are all in the README."""

from __future__ import annotations

import os
import re
import stat
import subprocess

import pytest

from settings import ROOT, Settings, SettingsError, read_settings

README = ROOT / "README.md"
LONG_ENOUGH = "x" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith("SIGNPOST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SIGNPOST_DATA_FOLDER", str(tmp_path / "data"))


def setting(monkeypatch, name, value):
    monkeypatch.setenv(f"SIGNPOST_{name}", value)


@pytest.mark.parametrize("secret", [None, "", "short", "x" * 31])
def test_production_needs_a_secret_of_its_own(monkeypatch, secret):
    setting(monkeypatch, "ENVIRONMENT", "production")
    if secret is not None:
        setting(monkeypatch, "SECRET_KEY", secret)
    with pytest.raises(SettingsError, match="SIGNPOST_SECRET_KEY must be set to at least 32 random characters"):
        read_settings()


def test_production_takes_the_secret_it_is_given(monkeypatch, tmp_path):
    setting(monkeypatch, "ENVIRONMENT", "production")
    setting(monkeypatch, "SECRET_KEY", LONG_ENOUGH)
    assert read_settings().secret_key == LONG_ENOUGH
    assert not (tmp_path / "data" / "secret_key").exists()


def test_an_embedded_secret_is_made_once_and_kept(tmp_path):
    first = read_settings().secret_key
    assert len(first) >= 32
    assert read_settings().secret_key == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_nobody_else_may_read_the_embedded_secret(tmp_path):
    read_settings()
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_two_installations_have_different_secrets(monkeypatch, tmp_path):
    first = read_settings().secret_key
    setting(monkeypatch, "DATA_FOLDER", str(tmp_path / "other"))
    assert read_settings().secret_key != first


def test_addresses_follow_from_folder_and_ports(monkeypatch, tmp_path):
    setting(monkeypatch, "RASA_PORT", "6005")
    setting(monkeypatch, "ACTIONS_PORT", "6055")
    settings = read_settings()
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'signpost.db'}"
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:6005", "http://127.0.0.1:6055")


def test_an_address_that_is_given_is_kept(monkeypatch):
    setting(monkeypatch, "DATABASE_URL", "postgresql://db/signpost")
    setting(monkeypatch, "RASA_URL", "http://10.0.0.7:5005")
    assert read_settings().database_url == "postgresql://db/signpost"
    assert read_settings().rasa_url == "http://10.0.0.7:5005"


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEBSITE_PORT", "eighty"), ("RASA_PORT", "0"), ("ENVIRONMENT", "test"), ("FRAME_ANCESTORS", "not json")],
)
def test_a_wrong_setting_is_named(monkeypatch, name, value):
    setting(monkeypatch, name, value)
    with pytest.raises(SettingsError, match=f"(?i){name}"):
        read_settings()


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(Exception, match="frozen"):
        read_settings().website_port = 1


def test_the_council_of_this_copy_can_be_read():
    assert read_settings().council.phone


def test_a_council_file_that_is_not_there_is_named(monkeypatch):
    setting(monkeypatch, "COUNCIL_FILE", "/nowhere/council.toml")
    with pytest.raises(SettingsError, match=r"/nowhere/council\.toml cannot be read"):
        _ = read_settings().council


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_has_a_row_in_the_readme(name):
    assert re.search(rf"^\| *`SIGNPOST_{name.upper()}` *\|", README.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_variable_that_the_code_reads_is_in_the_readme():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    code = [ROOT / name for name in listed if re.search(r"\.(py|yml)$|^Makefile$|^Procfile$|^\.ci/run$", name)]
    used = {
        found
        for path in code
        if path.exists()
        for found in re.findall(r"SIGNPOST_[A-Z_]*[A-Z]", path.read_text("utf-8"))
    }
    assert {name for name in used if name not in README.read_text("utf-8")} == set()
