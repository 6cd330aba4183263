"""People and counselors at the running counter: real processes, a real store, emulated platforms."""
