"""The services of a list as text messages to a telephone, asked for on the website."""
