"""Where somebody is: the wards, stations and towns of Yokohama, by name and by map."""

from knowledge.gazetteer.distance import metres, nearest
from knowledge.gazetteer.gazetteer import Gazetteer, Stretch
from knowledge.gazetteer.labels import bare_label, kana_of, label

__all__ = ["Gazetteer", "Stretch", "bare_label", "kana_of", "label", "metres", "nearest"]
