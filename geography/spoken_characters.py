"""What letters and digits are called, and how a phone that listens writes their names."""

_LETTER_NAMES = """
a ay | b be bee | c see sea cee | d dee | e ee | f eff ef | g gee jee | h aitch haitch | j jay | k kay | l ell el |
m em | n en | o oh | p pee pea | q queue cue kew | r are ar | s ess es | t tee tea | u you yew | v vee ve |
w dubya doubleyou | x ex | y why wye | z zed zee
"""
_ALPHABETS = """
alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec
romeo sierra tango uniform victor whiskey whisky xray yankee zulu
"""
_DIGIT_NAMES = """
zero oh o nought naught nil | one won | two to too | three tree | four for fore | five fife | six | seven |
eight ate | nine niner
"""
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = {
    word: digit
    for digit, names in zip("23456789", "twenty thirty forty,fourty fifty sixty seventy eighty ninety".split())
    for word in names.split(",")
}
TENS.update({"20": "2", "30": "3"})  # some phones write thirty two as 30 2
TIMES = {"double": 2, "triple": 3, "treble": 3}
FILLERS = frozenset("space dash hyphen dot um uh er erm then capital capitals letter letters number numbers".split())

ALPHABET = {word: word[0] for word in _ALPHABETS.split()}
LETTERS = {
    **{name: names.split()[0] for names in _LETTER_NAMES.split("|") for name in names.split()[1:]},
    **ALPHABET,
    **dict.fromkeys(("seevee", "ceevee", "seavee"), "cv"),
}
_SINGLE = {name: str(digit) for digit, names in enumerate(_DIGIT_NAMES.split("|")) for name in names.split()}
DIGITS = {
    **_SINGLE,
    **{name: str(10 + number) for number, name in enumerate(_TEENS.split())},
    **{
        ten + name: TENS[ten] + digit
        for ten in TENS
        if ten.isalpha()
        for name, digit in _SINGLE.items()
        if digit != "0"
    },
}
# Words of any message, which name a letter or digit only by chance.
ORDINARY = frozenset("a i be see sea are you why tea to too for ate won oh o tree".split())
