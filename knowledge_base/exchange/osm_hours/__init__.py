"""Opening hours as OpenStreetMap writes them ("Mo-Fr 09:00-17:00; PH off"), to and from a service's rules.

What cannot be stored exactly is refused with an OsmHoursError, never dropped. Source of the notation:
wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from knowledge_base.exchange.osm_hours.errors import OsmHoursError
from knowledge_base.exchange.osm_hours.reading import rules_from_osm
from knowledge_base.exchange.osm_hours.writing import osm_from_hours

__all__ = ["OsmHoursError", "osm_from_hours", "rules_from_osm"]
