"""Measuring. Nothing here is a test."""
