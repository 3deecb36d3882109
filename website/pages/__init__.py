"""The pages beside the chat: about, privacy, accessibility, and the stylesheet and logo of the council."""
