"""The needs vocabulary: one word for entities, taxonomy and insight, most urgent first."""

from __future__ import annotations

NEEDS: dict[str, str] = {
    "self_harm_crisis": "Feeling suicidal or wanting to self-harm",
    "domestic_abuse": "Domestic abuse",
    "homeless_tonight": "Nowhere to sleep tonight",
    "prepay_emergency": "Prepayment meter running out",
    "baby": "Baby milk, nappies and baby things",
    "food": "Food",
    "health": "Health costs and care",
    "warm_space": "A warm space",
    "community_meal": "A cooked meal",
    "grant": "Emergency money and grants",
    "energy": "Gas and electricity bills",
    "water": "Water bills",
    "housing": "Housing and rent",
    "debt": "Debt",
    "council_tax": "Council tax",
    "benefits": "Benefits",
    "school_costs": "School costs",
    "period_products": "Period products",
    "mental_health": "Mental health and loneliness",
    "refugee_migrant": "Refugees, asylum and migration",
    "furniture": "Furniture and household goods",
    "transport": "Transport",
    "jobs": "Jobs and skills",
    "digital": "Internet, phones and computers",
    "pets": "Pets",
    "general_advice": "Advice",
}

CATEGORIES = (
    "food_bank food_pantry community_fridge community_meal warm_space grant local_welfare energy water debt_advice "
    "benefits_advice council_tax housing homelessness school_costs baby_essentials mental_health domestic_abuse crisis "
    "transport digital jobs_skills furniture household_goods period_products pets health refugee_migrant general_advice"
).split()


def by_urgency(needs: list[str] | tuple[str, ...]) -> list[str]:
    """Known needs, once each, most urgent first."""
    order = {need: position for position, need in enumerate(NEEDS)}
    return sorted({need for need in needs if need in order}, key=order.__getitem__)
