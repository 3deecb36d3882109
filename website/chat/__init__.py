"""The chat, for a page without JavaScript and for a page with it: one exchange, two renderings."""
