"""JSON lines {"text": "…"} on stdin → one line each in the shape of Rasa's /model/parse on stdout."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any, Dict

from bot.encoder_files import EncoderError, check_files, encoder_folder
from bot.models import NoModelError, trained_model
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
    # Libraries that print on import must not reach the answers' stream.
    answers, sys.stdout = sys.stdout, sys.stderr
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    for line in sys.stdin:
        if line.strip():
            print(
                json.dumps(asyncio.run(_answer(agent, line)), ensure_ascii=False),
                file=answers,
                flush=True,
            )
    return 0


async def _answer(agent: Any, line: str) -> Dict[str, Any]:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError):
        return {"error": 'each line must be JSON like {"text": "no food"}'}
    if not isinstance(text, str):
        return {"error": "text must be a string"}
    # A leading slash would be read as an intent by name, which is never what a resident means.
    parsed: Dict[str, Any] = await agent.parse_message(text.lstrip("/ \t") or " ")
    return {**parsed, "text": text}


if __name__ == "__main__":
    sys.exit(main())
