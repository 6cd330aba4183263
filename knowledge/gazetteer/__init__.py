"""Where somebody is: the wards, stations and towns of Yokohama, by name and by map."""

from knowledge.gazetteer.distance import metres, nearest
from knowledge.gazetteer.gazetteer import Gazetteer
from knowledge.gazetteer.labels import label

__all__ = ["Gazetteer", "label", "metres", "nearest"]
