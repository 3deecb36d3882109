"""Danger that Rasa's own layer sees, and what still can be answered after a danger reply."""

from __future__ import annotations

from actions.desk import Desk
from actions.finding import show
from actions.languages import language_says
from actions.memory import Memory
from actions.places import with_place_of
from actions.reply import SILENCE, Reply, Say
from actions.turn import Turn
from knowledge_base.needs import by_urgency
from safety import NEED_OF, reply

# The help that is found near: a council for tonight, a refuge, milk, a meter voucher. The other dangers are answered
# by the fixed words alone.
FOLLOWED_BY_CARDS = frozenset(("homeless", "abuse", "baby", "energy_off"))


def danger_reply(turn: Turn, memory: Memory, desk: Desk) -> Reply:
    """The fixed words (unless the channel has said them), then the other needs of the message; never a question."""
    says: tuple[Say, ...] = ()
    if not turn.danger_answered:
        custom = {"type": "danger", "kinds": list(turn.dangers)}
        texts = reply(turn.dangers, desk.contacts, desk.channel)
        says = tuple(Say(text, custom=custom if at == 0 else None) for at, text in enumerate(texts))
    says += language_says(turn.language, desk)
    memory = with_place_of(turn.text, memory).but(asked=None, pending=None, misses=0)
    needs = _answerable(turn)
    if not needs:
        return Reply(says or (SILENCE,), memory)
    after = show(
        memory.but(needs=tuple(needs), situations=turn.situations, wishes=None),
        desk,
        needs,
        advise=False,
    )
    return Reply(says + after.says, after.memory)


def _answerable(turn: Turn) -> list[str]:
    own = {NEED_OF.get(kind) for kind in turn.dangers if kind not in FOLLOWED_BY_CARDS}
    wanted = [need for need in turn.needs if need not in own]
    wanted += [need for kind in turn.dangers if kind in FOLLOWED_BY_CARDS and (need := NEED_OF.get(kind))]
    return by_urgency(wanted)
