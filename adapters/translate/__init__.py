"""Engines that translate: on this machine, at a server of your own, or none. docs/translation.md"""
