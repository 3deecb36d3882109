"""Run by test_encoder.py on Rasa's Python: JSON {"batches": [[text, …], …]} on stdin → JSON on stdout."""

from __future__ import annotations

import json
import sys

from bot.encoder import EncoderError, encoder_folder, load_encoder


def main() -> None:
    batches = json.load(sys.stdin)["batches"]
    try:
        encoder = load_encoder()
    except EncoderError as error:
        answer = {"refused": str(error)}
    else:
        answer = {
            "folder": str(encoder_folder()),
            "vectors": [encoder.encode(texts).tolist() for texts in batches],
            "kinds": [str(encoder.encode(texts).dtype) for texts in batches[:1]],
            "one_per_process": load_encoder() is encoder,
            "modules": sorted({name.split(".")[0] for name in sys.modules}),
        }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
