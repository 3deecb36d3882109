"""The tables of the knowledge base; names follow Open Referral UK 3.0 where it has them."""

from knowledge_base.models.contact import KeyContact
from knowledge_base.models.location import Accessibility, Location, ServiceAtLocation
from knowledge_base.models.organization import Organization
from knowledge_base.models.revision import Revision
from knowledge_base.models.schedule import Schedule
from knowledge_base.models.service import (
    CostOption,
    Language,
    Phone,
    Service,
    ServiceArea,
)
from knowledge_base.models.taxonomy import Attribute, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Attribute",
    "CostOption",
    "KeyContact",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "Revision",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "TaxonomyTerm",
]
