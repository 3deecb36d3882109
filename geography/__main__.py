"""python -m geography: one JSON line {"text": "..."} in, one JSON line of what was found out, until the input ends."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from .answers import Answer, Location, Outside, Several, Unknown
from .places import locate
from .postcode import Postcode

_NOTHING: dict[str, Any] = {
    "postcode": None,
    "sector": None,
    "outcode": None,
    "place": None,
    "valid": False,
    "in_area": None,
    "lat": None,
    "lon": None,
    "precision": None,
    "authorities": [],
    "choices": [],
}


def main(lines: Iterable[bytes]) -> None:
    for line in lines:
        print(json.dumps(reply_to(line)), flush=True)


def reply_to(line: bytes) -> dict[str, Any]:
    """What is found in the line's text; valid says that a real postcode or place was recognised."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"not a line of JSON: {error}"}
    if not isinstance(request, dict) or not isinstance(request.get("text"), str):
        return {"error": 'expected an object with a string "text"'}
    return _NOTHING | _found(locate(request["text"]))


def _found(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    if isinstance(answer, Unknown):
        return {"postcode": answer.postcode}
    if isinstance(answer, Several):
        choices = [{"label": choice.label, "lat": choice.lat, "lon": choice.lon} for choice in answer.choices]
        return {"place": answer.word, "valid": True, "in_area": True, "choices": choices}
    return {"place": answer.place, "valid": True, "lat": answer.lat, "lon": answer.lon} | _details(answer)


def _details(answer: Location | Outside) -> dict[str, Any]:
    authorities = [{"code": a.code, "name": a.name, "share": a.share} for a in answer.authorities]
    if isinstance(answer, Location):
        return {
            "postcode": answer.postcode,
            "sector": answer.sector,
            "outcode": answer.outcode,
            "in_area": answer.in_area,
            "precision": answer.precision,
            "authorities": authorities,
        }
    code = Postcode.parse(answer.postcode) if answer.postcode else None
    return {
        "postcode": code.unit if code else None,
        "sector": code.sector if code else None,
        "outcode": code.outcode if code else None,
        "in_area": False,
        "authorities": authorities,
    }


if __name__ == "__main__":
    main(sys.stdin.buffer)
