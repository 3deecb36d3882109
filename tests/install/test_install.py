"""Starting on a fresh machine: what is found, what is refused, and what is said when it cannot go on."""

from __future__ import annotations

import socket
import stat

import pytest
from sqlalchemy import func, select

from database import make_engine, make_sessions
from install import environments, validate
from install.environments import SetupError
from install.run import check_ports, prepare_database, read_procfile
from knowledge_base.models import KeyContact, Service
from settings import ROOT, Settings


def settings(tmp_path, **others):
    return Settings(data_folder=tmp_path, database_url=f"sqlite:///{tmp_path / 'signpost.db'}", **others)


def program(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_database_is_made_filled_and_left_alone_the_second_time(tmp_path, capsys):
    prepare_database(settings(tmp_path))
    prepare_database(settings(tmp_path))
    first, second = capsys.readouterr().err.strip().splitlines()
    assert " to create, 0 to change" in first and "0 to create, 0 to change" in second
    engine = make_engine(settings(tmp_path).database_url)
    with make_sessions(engine)() as session:
        assert session.scalar(select(func.count()).select_from(Service)) > 200
        assert session.get(KeyContact, "samaritans").phone
    engine.dispose()


def test_a_database_that_cannot_be_made_is_said_in_words(tmp_path):
    (tmp_path / "signpost.db").mkdir()
    with pytest.raises(SetupError, match="The knowledge base could not be prepared"):
        prepare_database(settings(tmp_path))


def test_a_port_in_use_is_named_with_the_setting_that_changes_it(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is in use.*SIGNPOST_RASA_PORT"):
            check_ports(settings(tmp_path, rasa_port=port))


def test_the_procfile_names_every_process():
    names = [name for name, _ in read_procfile(ROOT / "Procfile")]
    assert {"rasa", "actions", "website"} <= set(names)


def test_a_python_is_run_before_it_is_trusted(tmp_path):
    shim = program(tmp_path / "shim" / "python3.10", "echo 'pyenv: python3.10: command not found' >&2; exit 127")
    real = program(tmp_path / "real" / "python3.10", "echo 3.10.13")
    assert environments._version(str(shim)) == ()
    assert environments._version(str(real)) == (3, 10, 13)
    assert environments._version(str(tmp_path / "nothing")) == ()


def test_the_python_that_was_named_comes_first(tmp_path, monkeypatch):
    named = program(tmp_path / "named", "echo 3.10.1")
    on_path = program(tmp_path / "bin" / "python3.10", "echo 3.10.2")
    monkeypatch.setenv("RASA_PYTHON", str(named))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", str(on_path.parent))
    assert environments._rasa_python("/nonexistent/uv") == str(named)


def test_a_python_that_does_not_run_is_passed_over(tmp_path, monkeypatch):
    program(tmp_path / "pyenv" / "versions" / "3.10.9" / "bin" / "python3.10", "exit 127")
    on_path = program(tmp_path / "bin" / "python3.10", "echo 3.10.2")
    monkeypatch.setenv("RASA_PYTHON", str(tmp_path / "gone"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", f"{on_path.parent}:/bin:/usr/bin")
    assert environments._rasa_python("/nonexistent/uv") == str(on_path)


def test_where_no_python_is_found_it_says_where_it_looked_and_what_to_do(tmp_path, monkeypatch):
    uv = program(tmp_path / "uv", '[ "$2" = dir ] && echo /nonexistent || { echo "no network" >&2; exit 1; }')
    monkeypatch.delenv("RASA_PYTHON", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SetupError) as caught:
        environments._rasa_python(str(uv))
    said = str(caught.value)
    assert "Python 3.10 was not found" in said and "$RASA_PYTHON" in said and "no network" in said
    assert "Install Python 3.10" in said


def test_warnings_of_rasa_are_problems():
    said = "INFO  fine\nUserWarning: There is an example twice.\nWARNING  bad  - Intent 'x' is not used.\nINFO  done"
    assert len(validate.problems_of(said)) == 2
    assert validate.problems_of("INFO  all is well") == []


def test_a_sentence_that_only_our_action_uses_is_no_problem():
    said = "UserWarning: The utterance 'utter_thanks' is not used in any story or rule."
    assert validate.problems_of(said) == []


def test_no_lock_names_a_host():
    for path in (ROOT / "requirements").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "--index-url" not in text and "--find-links" not in text and "://" not in text, path.name


def test_every_locked_package_has_a_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        pins = [
            line for line in path.read_text(encoding="utf-8").splitlines() if "==" in line and not line.startswith("#")
        ]
        assert pins and all(line.rstrip().endswith("\\") for line in pins), path.name
