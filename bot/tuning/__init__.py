"""Teaches the sentence encoder how residents write; makes bot/adapter.safetensors. In an environment of its own (JAX)."""
