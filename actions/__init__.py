"""The action server: one action, which reads the turn, asks the knowledge base and answers in fixed wording."""

from actions.respond import Respond, Restart

__all__ = ["Respond", "Restart"]
