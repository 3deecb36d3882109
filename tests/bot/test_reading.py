"""The training messages as our reader gives them, held against Rasa's own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bot.reading import ReadingError, read_messages
from tests.conftest import ROOT

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
BOTH_FORMS = """\
version: "3.1"
nlu:
- intent: thanks
  examples: |
    - ta duck
    - that's "grand" - cheers
    -   see you at [the church](place) then
- intent: need_food
  examples:
  - text: |
      nothing in: not even toast, 5 kids
    metadata:
      danger: []
      needs: [food, grant]
  - text: no food
"""
# Message by message: text, intent, entities, and what is said of the example.
COMPARE = """
import json, sys
from rasa.shared.nlu.training_data.loading import load_data
from bot.importer import MessageImporter
def told(data):
    return [[m.get("text"), m.get("intent"), m.get("entities", []), m.get("metadata")] for m in data.intent_examples]
print(json.dumps([told(load_data(sys.argv[1])), told(MessageImporter(training_data_paths=[sys.argv[1]]).get_nlu_data())]))
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "some.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_both_forms_are_read(written):
    assert list(read_messages(written(BOTH_FORMS))) == [
        ("thanks", "ta duck", {}),
        ("thanks", 'that\'s "grand" - cheers', {}),
        ("thanks", "see you at [the church](place) then", {}),
        ("need_food", "nothing in: not even toast, 5 kids", {"danger": [], "needs": ["food", "grant"]}),
        ("need_food", "no food", {}),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nlu: [", "is not YAML"),
        ("version: 1", "has no list `nlu`"),
        ("nlu:\n- synonym: a\n  examples: |\n    - b\n", "only blocks with"),
        ("nlu:\n- intent: thanks\n  examples: |\n    ta duck\n", "does not begin with a hyphen: ta duck"),
        ("nlu:\n- intent: thanks\n  examples:\n  - metadata: {}\n", "an example of thanks has no text"),
    ],
)
def test_what_cannot_be_read_is_said_and_never_dropped(written, text, says):
    with pytest.raises(ReadingError, match=says):
        list(read_messages(written(text)))


@pytest.mark.live
def test_rasa_gets_the_same_messages_as_from_its_own_reader(written):
    if not PYTHON.exists():
        pytest.skip("Rasa's environment is not built: make environments")
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-c", COMPARE, str(written(BOTH_FORMS))],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-500:]
    theirs, ours = json.loads(done.stdout.splitlines()[-1])
    assert ours == theirs
    assert len(ours) == 5
