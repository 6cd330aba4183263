"""The written talks, held on both platforms' emulators with the whole counter behind them."""
