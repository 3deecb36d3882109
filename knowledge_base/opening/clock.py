"""Times of the day in words."""

from __future__ import annotations

from datetime import time

_NOON = time(12)
_MIDNIGHTS = (time(0), time(23, 59))


def all_day(opens: time, closes: time) -> bool:
    return opens == time(0) and closes in _MIDNIGHTS


def _next_day(opens: time, closes: time) -> bool:
    """Whether the closing time would be misread without "the next day"; "10pm to 2am" is not."""
    return closes <= opens and not (opens >= _NOON > closes)


def full_span(opens: time, closes: time) -> str:
    """Such as: 9.30am to 5pm. Midday only to open: "12pm to 2pm" is misread, "10am to 12pm" is not."""
    if all_day(opens, closes):
        return "all day"
    start = "midday" if opens == _NOON else _clock(opens)
    return f"{start} to {_clock(closes)}" + (" the next day" if closes.hour and _next_day(opens, closes) else "")


def short_span(opens: time, closes: time) -> str:
    """Such as: 9.30-5pm. The start loses its am or pm where one reading is possible; 10-12 ends at midday."""
    if all_day(opens, closes):
        return "24 hours"
    if closes.hour and _next_day(opens, closes):
        return f"{_clock(opens)}-{_clock(closes)} next day"
    if opens.hour == 0 or closes in _MIDNIGHTS or closes <= opens:
        return f"{_clock(opens)}-{_clock(closes)}"
    if closes == _NOON:
        return f"{_figures(opens)}-12"
    same_half = (opens.hour < 12) == (closes.hour < 12)
    obvious = same_half or (opens.hour, opens.minute) > (
        closes.hour % 12,
        closes.minute,
    )
    return f"{_figures(opens) if obvious else _clock(opens)}-{_clock(closes)}"


def _clock(at: time) -> str:
    return "midnight" if at in _MIDNIGHTS else _figures(at) + ("am" if at.hour < 12 else "pm")


def _figures(at: time) -> str:
    return f"{at.hour % 12 or 12}" + (f".{at.minute:02}" if at.minute else "")
