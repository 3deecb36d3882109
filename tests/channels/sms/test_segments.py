from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from channels.sms.segments import capacity, length, sanitised, segments

# GSM 03.38 by code, 0x00 to 0x7F, as Unicode code points; 0x1B is the escape and stands for no character.
TABLE = """
0040 00A3 0024 00A5 00E8 00E9 00F9 00EC 00F2 00C7 000A 00D8 00F8 000D 00C5 00E5
0394 005F 03A6 0393 039B 03A9 03A0 03A8 03A3 0398 039E ---- 00C6 00E6 00DF 00C9
0020 0021 0022 0023 00A4 0025 0026 0027 0028 0029 002A 002B 002C 002D 002E 002F
0030 0031 0032 0033 0034 0035 0036 0037 0038 0039 003A 003B 003C 003D 003E 003F
00A1 0041 0042 0043 0044 0045 0046 0047 0048 0049 004A 004B 004C 004D 004E 004F
0050 0051 0052 0053 0054 0055 0056 0057 0058 0059 005A 00C4 00D6 00D1 00DC 00A7
00BF 0061 0062 0063 0064 0065 0066 0067 0068 0069 006A 006B 006C 006D 006E 006F
0070 0071 0072 0073 0074 0075 0076 0077 0078 0079 007A 00E4 00F6 00F1 00FC 00E0
""".split()
ESCAPED = {0x14: 0x5E, 0x28: 0x7B, 0x29: 0x7D, 0x2F: 0x5C, 0x3C: 0x5B, 0x3D: 0x7E, 0x3E: 0x5D, 0x40: 0x7C, 0x65: 0x20AC}
SEPTETS = {int(point, 16): bytes([code]) for code, point in enumerate(TABLE) if point != "----"}
SEPTETS |= {point: bytes([0x1B, code]) for code, point in ESCAPED.items()}
# Base letter and accent of those that Notify sends as they are; some are in the GSM table all the same.
WELSH = {
    unicodedata.normalize("NFC", letter + accent)
    for letters, accent in (("aeiouwy", "\u0302"), ("aiouwy", "\u0301"), ("wy", "\u0300"), ("eiwy", "\u0308"))
    for letter in letters + letters.upper()
}
ANY = st.text(st.characters(blacklist_categories=[]), max_size=60)
LIKELY = st.text(
    st.sampled_from(
        "ab Z9\n\r\t@£€[]{}^~|\\éèàŵâÿŁąșțğ\u0301\u0302\u2019\u201c\u2013\u2026\u00a0\u200b\ufe0f😀🇬🇧йع食½™"
    ),
    max_size=340,
)


def encoded(text: str) -> bytes | None:
    """The septets on the air, one a byte."""
    parts = [SEPTETS.get(ord(character)) for character in text]
    return None if None in parts else b"".join(part for part in parts if part is not None)


def counted(text: str) -> int:
    septets = encoded(text)
    units, alone, joined = (
        (sum(2 if ord(character) > 0xFFFF else 1 for character in text), 70, 67)
        if septets is None
        else (len(septets), 160, 153)
    )
    count = 1
    while units > (alone if count == 1 else joined * count):
        count += 1
    return count


def test_the_table_in_this_file_is_whole() -> None:
    assert (len(TABLE), len(SEPTETS), len(WELSH)) == (128, 127 + 9, 38)


@pytest.mark.parametrize("plane", range(17))
def test_every_character_there_is_has_the_length_of_the_gsm_tables(plane: int) -> None:
    wrong = []
    for point in range(plane << 16, (plane + 1) << 16):
        expected = len(SEPTETS[point]) if point in SEPTETS else None
        if length(chr(point)) != expected:
            wrong.append(hex(point))
    assert wrong == []


def test_every_character_of_the_first_planes_is_sent_as_gsm_or_as_a_welsh_letter() -> None:
    wrong = []
    for point in range(0x20000):
        character = chr(point)
        flat, kept = sanitised(f"<{character}>", welsh=False), sanitised(f"<{character}>")
        if encoded(flat) is None or (encoded(kept) is None and kept not in {f"<{letter}>" for letter in WELSH}):
            wrong.append(hex(point))
        if point in SEPTETS and character != "\r" and not (flat == kept == f"<{character}>"):
            wrong.append(hex(point))
    assert wrong == []


@given(st.one_of(ANY, LIKELY))
@settings(max_examples=400, deadline=None)
def test_length_and_segments_agree_with_an_encoder_of_our_own(text: str) -> None:
    septets = encoded(text)
    assert length(text) == (None if septets is None else len(septets))
    assert segments(text) == counted(text)


@given(st.one_of(ANY, LIKELY), st.booleans())
@settings(max_examples=400, deadline=None)
@example("w\u0302", True)
@example("e\u0301", False)
@example("\n \r\n\r\n\u2028\n", True)
def test_what_is_sanitised_is_sendable_trimmed_collapsed_and_does_not_change_again(text: str, welsh: bool) -> None:
    sent = sanitised(text, welsh=welsh)
    assert all(ord(character) in SEPTETS or (welsh and character in WELSH) for character in sent)
    assert not re.search(r"\r|\n\n\n", sent)
    assert sent == sent.strip()
    assert sanitised(sent, welsh=welsh) == sent
    assert sanitised(unicodedata.normalize("NFD", text), welsh=welsh) == sanitised(
        unicodedata.normalize("NFC", text), welsh=welsh
    )


@given(st.text(st.sampled_from([chr(point) for point in SEPTETS if point != 13]), max_size=400))
@settings(deadline=None)
def test_gsm_characters_go_out_as_they_are(text: str) -> None:
    assert sanitised(text) == re.sub("\n\n\n+", "\n\n", text).strip()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("a" * 918, 6),
        ("a" * 919, 7),
        ("£" * 160, 1),
        ("€" * 80, 1),
        ("€" * 80 + "a", 2),
        ("a" * 159 + "[", 2),
        ("€" * 153, 2),
        ("€" * 153 + "a", 3),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("a" * 69 + "ŵ", 1),
        ("a" * 70 + "ŵ", 2),
        ("ŵ" * 134, 2),
        ("ŵ" * 135, 3),
        ("€" * 69 + "ŵ", 1),
        ("😀" * 35, 1),
        ("😀" * 35 + "a", 2),
        ("a" * 917 + "ŵ", 14),
    ],
)
def test_a_text_is_billed_as_so_many_segments(text: str, count: int) -> None:
    assert segments(text) == count == counted(text)


@pytest.mark.parametrize("character", "^{}\\[~]|€")
def test_an_extended_character_counts_two(character: str) -> None:
    assert length(character) == 2
    assert length(f"a{character}b") == 4


@pytest.mark.parametrize("count", range(1, 8))
def test_the_capacity_is_what_just_fits(count: int) -> None:
    assert segments("a" * capacity(count)) == count
    assert segments("a" * (capacity(count) + 1)) == count + 1


@pytest.mark.parametrize("letter", sorted(WELSH))
def test_a_welsh_letter_is_kept_and_costs_or_is_flattened(letter: str) -> None:
    assert sanitised(f"m{letter}r") == f"m{letter}r"
    flat = sanitised(f"m{letter}r", welsh=False)
    # ÿ and its like lose their accent; those in the GSM table have none to lose.
    assert flat == f"m{unicodedata.normalize('NFD', letter)[0]}r"
    assert length(sanitised(f"m{letter}r")) is None
    assert length(flat) == 3


@pytest.mark.parametrize("letter", "àéèùìòäöüñÄÉÖÜÑÇåÅøØæÆß")
def test_an_accented_letter_of_the_gsm_table_is_free_and_kept(letter: str) -> None:
    assert sanitised(letter, welsh=False) == letter
    assert length(letter) == 1


@pytest.mark.parametrize(
    ("given_text", "sent"),
    [
        ("it\u2019s \u2018here\u2019", "it's 'here'"),
        ("\u201cWarm space\u201d \u201eroom\u201f", '"Warm space" "room"'),
        ("\u00abici\u00bb \u2039la\u203a", "\"ici\" 'la'"),
        ("9\u201317 \u2014 daily \u2212 \u2011", "9-17 - daily - -"),
        ("wait\u2026", "wait..."),
        ("£5 or €6", "£5 or €6"),
        ("food 🍞 now", "food ? now"),
        ("👍🏽", "??"),
        ("❤️", "?"),
        ("1️⃣ first", "1 first"),
        ("fo\u200bod\ufeff ba\u200dnk\u00ad \u200e\u202aok\u202c\u2060", "food bank ok"),
        ("01926\u00a0410\u202f410\u2009x\u3000y\tz", "01926 410 410 x y z"),
        ("Łódź zażółć gęślą jaźń", "Lódz zazólc gesla jazn"),
        ("Iași, Timișoara, țară, Brăila", "Iasi, Timisoara, tara, Braila"),
        ("Đorđe İstanbul ağır Œuvre Þór Ħ ŧ", "Dorde Istanbul agir OEuvre THór H t"),
        ("Straẞe", "Straße"),
        ("½ price, 2² ™ ﬁne Ⅳ", "1/2 price, 22 TM fine IV"),
        ("2 × 4 · 5 • 6", "2 x 4 - 5 - 6"),
        ("Київ", "????"),
        ("سلام", "????"),
        ("食物", "??"),
        ("  \n food \n ", "food"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\n\nb\nc", "a\n\nb\nc"),
        ("a\r\nb\rc\u2028d\u2029e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\r\n\r\n\r\nb", "a\n\nb"),
        ("", ""),
        ("\u200b\ufe0f\u0301", ""),
    ],
)
def test_the_text_is_sent_as_notify_would_send_it(given_text: str, sent: str) -> None:
    assert sanitised(given_text) == sent


@pytest.mark.parametrize(
    ("given_text", "kept", "flat"),
    [
        ("cafe\u0301", "café", "café"),
        ("nin\u0303o", "niño", "niño"),
        ("u\u0308ber A\u030angstrom \u212b", "über Ångstrom Å", "über Ångstrom Å"),
        ("dw\u0302r", "dŵr", "dwr"),
        ("z\u0307o\u0301\u0142w", "zólw", "zolw"),
        ("x\u0301", "x", "x"),
        ("\u0301a", "a", "a"),
        ("\u2126", "Ω", "Ω"),
        ("n\u0303\u0301", "ñ", "ñ"),
    ],
)
def test_a_letter_and_its_accent_are_one(given_text: str, kept: str, flat: str) -> None:
    assert sanitised(given_text) == kept
    assert sanitised(given_text, welsh=False) == flat


@pytest.mark.parametrize("lone", ["\ud83d", "\ude00", "a\udfffb"])
def test_half_a_surrogate_pair_harms_nothing(lone: str) -> None:
    assert segments(lone) == 1
    assert "?" in sanitised(lone)
