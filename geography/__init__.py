"""Where somebody is, from a postcode or a place name, as people in Warwickshire write them."""

from .answers import Answer, Authority, Location, Mention, Outside, Several, Unknown
from .mentions import find_mentions
from .places import locate, locate_mentions
from .postcode import Postcode
from .units import use_units

__all__ = [
    "Answer",
    "Authority",
    "Location",
    "Mention",
    "Outside",
    "Postcode",
    "Several",
    "Unknown",
    "find_mentions",
    "locate",
    "locate_mentions",
    "use_units",
]
