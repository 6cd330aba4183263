"""What is counted about the counter, for Prometheus; and whether it may be called ready."""

from adapters.metrics.figures import BUILT, CHANNELS, CODES, RESULTS, Metrics, Waiting, code_of
from adapters.metrics.pulse import Pulse
from adapters.metrics.readiness import Readiness, State
from adapters.metrics.scrape import metrics_app, metrics_server

__all__ = [
    "BUILT", "CHANNELS", "CODES", "RESULTS",
    "Metrics", "Pulse", "Readiness", "State", "Waiting", "code_of", "metrics_app", "metrics_server",
]  # fmt: skip
