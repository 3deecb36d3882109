from __future__ import annotations

_MEANINGS = {
    "empty": "There are no opening hours in it.",
    "quote": 'A comment starts here and does not end: put a second quotation mark (").',
    "choice": "Hours that hold only if others do not (||) cannot be stored.",
    "school_holidays": "School holidays (SH) have no fixed dates: write the dates, or a comment in quotes.",
    "sun": "Times by sunrise or sunset cannot be stored: write them as 09:30-17:00.",
    "week_numbers": "Week numbers cannot be stored: use dates, or Fr[1] for the first Friday of the month.",
    "easter": "Easter moves: write the dates of this year, such as 2027 Mar 26-29 off.",
    "open_end": "A closing time is missing: write both, as 09:30-17:00.",
    "repeated": "Times in steps (/) cannot be stored: write them as 09:30-17:00.",
    "shifted": "Days counted from another day cannot be stored.",
    "day_names": "Write days as Mo, Tu, We, Th, Fr, Sa, Su and months as Jan to Dec.",
    "am_pm": "Write times on the 24-hour clock, as 09:30-17:00.",
    "iso_date": "Write dates as 2026 Dec 25.",
    "no_times": "These days have no times: write them as 09:30-17:00, or unknown, or off.",
    "no_such_time": "There is no such time.",
    "zero_length": "It closes when it opens: write 00:00-24:00 for all day.",
    "no_such_date": "There is no such date, or not in every year.",
    "no_such_day": "There is no such day of the month.",
    "year_needed": "The second date is before the first: write the year of both.",
    "bank_holiday_hours": "Bank holidays are closed (PH off) or like other days: write other hours by date.",
    "dates_last": "Days that hold all year override the dates before them: put parts with dates last.",
    "overlapping": "Two parts give different hours to the same dates: write each date once.",
    "closed_with_times": "Closed for part of a day cannot be stored: write the opening times around it.",
    "not_understood": "This part is not understood.",
    "not_expressible": "This cannot be written as OpenStreetMap opening hours.",
}


class OsmHoursError(ValueError):
    """`code` is a key above, `part` the piece of text it is about; str() a plain sentence about it."""

    def __init__(self, code: str, part: str) -> None:
        super().__init__(f"“{part}”: {_MEANINGS[code]}" if part.strip() else _MEANINGS[code])
        self.code = code
        self.part = part
