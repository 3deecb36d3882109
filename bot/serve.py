"""Starts Rasa's server on loopback: `python -m bot.serve`. Nothing of it may face the internet."""

from __future__ import annotations

import os
import sys

from bot.encoder_files import EncoderError, check_files, encoder_folder
from bot.models import ROOT, NoModelError, trained_model
from bot.quiet import keep_quiet, keep_small


def main() -> int:
    keep_quiet()
    keep_small()
    try:
        check_files(encoder_folder())
        model = trained_model()
    except (NoModelError, EncoderError) as error:
        print(f"signpost: {error}", file=sys.stderr)
        return 1
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    token = os.environ.get("SIGNPOST_RASA_TOKEN")
    serve_application(
        model_path=str(model),
        interface="127.0.0.1",
        port=int(os.environ.get("SIGNPOST_RASA_PORT", "5005")),
        credentials=str(ROOT / "bot" / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "bot" / "endpoints.yml")),
        # Without a token the administrative API stays shut; the webhook needs none on loopback.
        enable_api=bool(token),
        auth_token=token or None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
