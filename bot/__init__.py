"""What runs inside Rasa: our NLU components, and the two ways of starting it (a server, a parser of lines)."""
