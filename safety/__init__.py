"""Danger comes first: who is in danger, and the words that answer. Standard library only, no other package of ours."""

from safety.contacts import Contact, mended, snapshot
from safety.danger import NEED_OF, ORDER, Danger, find_danger, find_hints
from safety.nearly import only_nearly_out
from safety.wording import reply

__all__ = [
    "NEED_OF",
    "ORDER",
    "Contact",
    "Danger",
    "find_danger",
    "find_hints",
    "mended",
    "only_nearly_out",
    "reply",
    "snapshot",
]
