"""The same help by text message: providers at the edge, an inbox and an outbox in the database between."""
