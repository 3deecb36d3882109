"""Danger comes first: who is in danger, and the words that answer. Standard library only, no other package of ours."""

from safety.danger import NEED_OF, ORDER, Danger, find_danger

__all__ = ["NEED_OF", "ORDER", "Danger", "find_danger"]
