"""Trains one model: `python -m bot.train NAME.tar.gz [FOLDER]`. Its own process, because Rasa keeps what it loads."""

from __future__ import annotations

import sys

from bot.encoder_files import EncoderError, check_files, encoder_folder
from bot.models import FOLDER, ROOT
from bot.quiet import keep_quiet
from bot.reading import ReadingError


def main() -> int:
    keep_quiet()
    try:
        check_files(encoder_folder())
    except EncoderError as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    from rasa.model_training import train

    try:
        result = train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data")],
            output=sys.argv[2] if len(sys.argv) > 2 else str(FOLDER),
            fixed_model_name=sys.argv[1].removesuffix(".tar.gz"),
            force_training=True,
        )
    except ReadingError as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    return result.code


if __name__ == "__main__":
    sys.exit(main())
