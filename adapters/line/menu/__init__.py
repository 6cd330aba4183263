"""The rich menu: six things to tap, one picture for each language, made by ``make.py``."""
