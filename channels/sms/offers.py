"""What MORE, BACK and a bare number mean after the last text: kept with the contact, facts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from channels.messages import Button
from channels.sms.rendering import Lines, Rendered


@dataclass(frozen=True)
class Offers:
    """`rest`: lines that did not fit; `listed`: the list sent last, whole."""

    rest: tuple[str, ...] = ()
    listed: Lines | None = None
    choices: tuple[Button, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Offers:
        kept = stored or {}
        told = kept.get("list")
        return cls(
            tuple(kept.get("rest") or ()),
            Lines(tuple(told["lines"]), tuple(told["intro"]), (told["footer"][0], told["footer"][1])) if told else None,
            tuple(Button(title, payload) for title, payload in kept.get("choices") or ()),
        )

    def stored(self) -> dict[str, Any]:
        kept = {
            "rest": list(self.rest),
            "list": asdict(self.listed) if self.listed else None,
            "choices": [[one.title, one.payload] for one in self.choices],
        }
        return {name: value for name, value in kept.items() if value}

    def after(self, rendered: Rendered) -> Offers:
        """What counts once this was sent; a list stays within reach of BACK until the next list."""
        return Offers(rendered.rest, rendered.listed or self.listed, rendered.choices)
