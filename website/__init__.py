"""The public face: the chat page, its JSON door, and the pages that go with them."""
