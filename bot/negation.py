"""Clauses that say a need is not there: "benefits are sorted", "food is fine", "not the gas"."""

from __future__ import annotations

import re

# Read over normal text (lower case, no apostrophes). Each was seen in how residents write.
_SETTLED = re.compile(
    r"\b(?:(?:is|are|was|were|im|got|its|thats|all|been|has been)\s+(?:all\s+|now\s+|been\s+)?"
    r"(?:sorted|fine|ok|okay|covered|sorted out|alright|good now|paid|done|dealt with)"
    r"|sorted(?: now| out| thanks)?$|(?:no|not a) (?:problem|bother|issue|worry|worries) with"
    r"|(?:dont|do not|doesnt|didnt) (?:need|want|mean|require)|no need (?:for|of)"
    r"|^(?:its |it is |this is |thats )?not (?:the |about |for |my |to do with )?\w+(?: \w+)?$"
    r"|^(?:im|i am|were|we are) not (?:after|asking|looking|bothered|worried)"
    r"|(?:already|allready) (?:got|have|had|sorted|get)|(?:ive|we ve|weve|i have|we have) (?:got |enough |plenty )"
    r"(?:enough|plenty|loads|lots)?(?: of)?)\b"
)
_STILL = re.compile(r"\b(?:no|nothing|nowhere|cant|cannot|but|not enough|running out|left|only)\b")


def negated(clause: str) -> bool:
    """Whether this clause (normal text) only says that something is not needed."""
    return bool(_SETTLED.search(clause)) and not _STILL.search(clause)
