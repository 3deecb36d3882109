"""What happens without anybody asking: today, forgetting conversations in time."""
