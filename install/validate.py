"""Rasa's own validation with its warnings made fatal (it exits 0 on them), and ours of what Rasa cannot know."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from install.environments import RASA, ROOT, say

# Sentences are used by our action and channels, which Rasa cannot see.
# The intent other_language is set by the language layer, never learnt from examples.
EXPECTED = re.compile(
    r"The utterance 'utter_\w+' is not used in any story or rule\.|The intent 'other_language' is listed in the domain file, but"
)


def problems_of(output: str) -> list[str]:
    """The warnings and errors in the output of `rasa data validate`, without the expected ones."""
    flat = re.sub(r"\s+", " ", output)
    found = re.findall(r"(?:UserWarning|WARNING|ERROR)\S*:? .*?(?=UserWarning|WARNING|ERROR|INFO|$)", flat)
    return [one for one in found if not EXPECTED.search(one) and "Deprecat" not in one]


def main() -> int:
    command = [str(RASA / "bin" / "python"), "-m", "rasa", "data", "validate", "--fail-on-warnings"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "COLUMNS": "400",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    problems = problems_of(done.stdout + done.stderr)
    for problem in problems:
        say(problem[:400])
    if done.returncode and not problems:
        say((done.stdout + done.stderr)[-2000:])
    return 1 if problems or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
