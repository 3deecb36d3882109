"""A town that is its football club here: Leicester City won, he supports Coventry City."""

import re

_NICKNAMES = re.compile(
    r"(?:fc|afc|rfc|rufc|united|rovers|albion|wanderers|hotspur|athletic|tigers|saints|bears|bees|blaze)\b"
)
_CLUB = r"(?:city|town|county|borough)"
_CLUB_PLAYS = re.compile(
    rf"{_CLUB} (?:a?fc|won|win|lost|lose|beat|drew|match|matches|game|games|fans?|shirts?|kit|tickets?|season|scarf|"
    r"academy|fixtures?|played|play|v|vs|versus|away|tops?|under \d+s|scored|score|result|results|relegated|promoted|"
    r"going (?:up|down)|are (?:at home|away|playing))\b"
)
_CITY = re.compile(r"city\b(?! (?:cent|council|hall))")  # nobody calls the town Cov City
_CLUB_ITSELF = re.compile(rf"{_CLUB}\b(?! (?:cent|council|hall))")
_FOLLOWS = re.compile(
    r"\b(?:supports?|supported|supporting|follows?|watch|watches|watched|watching|against|beat|fan of|fans of|"
    r"plays? for|played for|playing for|trials? (?:at|for|with)|season ticket (?:at|for))$"
)


def is_a_team(name: str, before: str, after: str) -> bool:
    """before is the clause up to the town's name, after what follows; Coventry city centre is the town."""
    if _NICKNAMES.match(after) or _CLUB_PLAYS.match(after):
        return True
    return bool((name == "cov" and _CITY.match(after)) or (_FOLLOWS.search(before) and _CLUB_ITSELF.match(after)))
