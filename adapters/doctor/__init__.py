"""``madoguchi doctor``: looks at everything that a counter needs, changes nothing, and says what to do."""

from adapters.doctor.examine import examine
from adapters.doctor.finding import Finding
from adapters.doctor.telling import tell

__all__ = ["Finding", "examine", "tell"]
