"""What the core relies on, checked against every real implementation."""
