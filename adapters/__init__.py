"""Every way in and out: channels, the console, the store, the command line and all wiring."""
