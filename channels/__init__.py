"""How a message reaches the assistant and a reply gets back, whatever the channel."""
