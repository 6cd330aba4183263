"""``madoguchi check``: what is wrong in the library, where, and what to do about it."""

from knowledge.check.finding import Finding, Severity
from knowledge.check.rivals import Predicted, predict, rivals
from knowledge.check.run import RULES, run
from knowledge.check.state import State, coverage, stamp

__all__ = [
    "RULES",
    "Finding",
    "Predicted",
    "Severity",
    "State",
    "coverage",
    "predict",
    "rivals",
    "run",
    "stamp",
]
