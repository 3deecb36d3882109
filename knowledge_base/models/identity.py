from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

# Open Referral wants a UUID on every entity. Derived from the readable key, so that loading the same
# record twice, or on two machines, gives the same id.
_NAMESPACE: UUID = uuid5(NAMESPACE_URL, "https://signpost.example/knowledge-base")


def identity(kind: str, key: str) -> str:
    """The UUID, as 36 characters, of the `kind` ("service", "location", …) that is known by `key`."""
    return str(uuid5(_NAMESPACE, f"{kind}/{key}"))
