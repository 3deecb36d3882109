"""Run by test_encoder.py on Rasa's Python: JSON {"batches": [[text, …], …], "adapted": bool} on stdin → JSON on stdout."""

from __future__ import annotations

import json
import sys

from bot.encoder import Encoder, load_encoder
from bot.encoder_files import EncoderError, encoder_folder


def main() -> None:
    question = json.load(sys.stdin)
    batches = question["batches"]
    try:
        encoder = load_encoder() if question["adapted"] else Encoder(encoder_folder())
    except EncoderError as error:
        answer = {"refused": str(error)}
    else:
        answer = {
            "folder": str(encoder_folder()),
            "vectors": [encoder.encode(texts).tolist() for texts in batches],
            "answers": encoder.answers(batches[0]) if question["adapted"] else {},
            "kinds": [str(encoder.encode(texts).dtype) for texts in batches[:1]],
            "one_per_process": load_encoder() is load_encoder(),
            "modules": sorted({name.split(".")[0] for name in sys.modules}),
        }
    json.dump(answer, sys.stdout, default=lambda numbers: numbers.tolist())


if __name__ == "__main__":
    main()
