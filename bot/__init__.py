"""What the counter says: pure decisions, standard library only, no clock and no I/O."""
