"""How a council's colours and logo reach the page, checked at start-up so that no page is hard to read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


class LookError(ValueError):
    """A colour or logo of the council that cannot be used; the message says which and what to change."""


@dataclass(frozen=True)
class Look:
    """`version` changes with the styles or the script, so that browsers may keep them."""

    stylesheet: str
    version: str
    logo: Path | None


def make_look(*, accent_colour: str, accent_text_colour: str, logo_path: str | None) -> Look:
    for name, colour in (("accent_colour", accent_colour), ("accent_text_colour", accent_text_colour)):
        if not _HEX_COLOUR.fullmatch(colour):
            raise LookError(f"{name} must be a colour like #1d4f76, not {colour!r}.")
    _check_contrast("accent_text_colour on accent_colour", accent_text_colour, accent_colour)
    _check_contrast("accent_colour on white", accent_colour, "#ffffff")
    logo = Path(logo_path) if logo_path else None
    if logo and not logo.is_file():
        raise LookError(f"logo_path names no file: {logo_path}")
    colours = f":root{{--accent:{accent_colour};--accent-text:{accent_text_colour}}}\n"
    stylesheet = colours + (STATIC / "signpost.css").read_text(encoding="utf-8")
    script = (STATIC / "chat.js").read_bytes()
    version = hashlib.sha256(stylesheet.encode() + script).hexdigest()[:12]
    return Look(stylesheet, version, logo)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two #rrggbb colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _check_contrast(what: str, text: str, ground: str) -> None:
    found = contrast(text, ground)
    if found < _ENOUGH_CONTRAST:
        raise LookError(f"{what} has a contrast of {found:.1f} to 1; people need at least {_ENOUGH_CONTRAST} to 1.")


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
