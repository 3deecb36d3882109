"""Places by name: labels that lead back, namesakes told apart, places and postcodes together."""

import pytest

from geography import Location, Mention, Outside, Several, find_mentions, locate, locate_mentions
from geography.gazetteer import names
from geography.tables import authorities

ALL = sorted({place for found in names().places.values() for place in found}, key=lambda place: place.full_label)
INSIDE = [place for place in ALL if place.inside]


def position(answer) -> tuple[float, float]:
    return answer.lat, answer.lon


def test_more_than_six_hundred_names_in_the_county_are_known():
    assert sum(any(place.inside for place in found) for found in names().places.values()) > 600


def test_every_place_is_found_by_its_full_label():
    lost = [place.full_label for place in ALL if position(locate(place.full_label)) != (place.lat, place.lon)]
    assert lost == []


def test_the_label_of_every_answer_leads_back_to_it():
    answers = [locate(f"i live in {place.name}") for place in INSIDE]
    lost = [a.label for a in answers if isinstance(a, Location) and position(locate(a.label)) != position(a)]
    assert lost == []


def test_every_place_or_a_question_about_it_is_found_in_a_sentence():
    for place in INSIDE:
        answer = locate(f"hi i live in {place.name.lower()} with 2 kids")
        offered = answer.choices if isinstance(answer, Several) else [answer]
        assert (place.lat, place.lon) in [position(choice) for choice in offered], place


def test_every_place_in_the_county_has_one_of_its_authorities():
    ours = {code for code, (_, in_county) in authorities().items() if in_county}
    assert len(ours) == 5
    assert {place.authority for place in INSIDE} == ours


def test_choices_have_labels_that_tell_them_apart_and_lead_back():
    shared = [found for found in names().places.values() if len(found) > 1]
    assert len(shared) > 30
    for found in shared:
        labels = [place.full_label for place in found]
        assert len(set(labels)) == len(labels)
        assert [position(locate(label)) for label in labels] == [(place.lat, place.lon) for place in found]


def test_a_shared_name_offers_each_place():
    answer = locate("im in newbold")
    assert answer.word == "Newbold"
    assert [choice.label for choice in answer.choices][:2] == [
        "Newbold on Avon, Rugby",
        "Newbold-on-Stour, near Shipston-on-Stour",
    ]


def test_a_namesake_over_the_boundary_is_a_choice_too():
    choices = locate("keresley").choices
    assert [(choice.label, choice.in_area) for choice in choices] == [
        ("Keresley Newlands, near Bedworth", True),
        ("Keresley, Coventry", False),
    ]
    assert isinstance(locate(choices[1].label), Outside)


@pytest.mark.parametrize("town", ["Stratford", "Atherstone", "Henley", "Rugby", "Warwick", "Leamington"])
def test_a_town_beats_its_tiny_namesakes(town):
    assert isinstance(locate(town), Location)


def test_parts_of_one_village_need_no_question():
    assert isinstance(locate("brailes"), Location)
    assert isinstance(locate("tysoe"), Location)


def test_a_suburb_is_labelled_with_its_town():
    assert locate("camp hill").label == "Camp Hill, Nuneaton"


def test_a_landmark_is_labelled_by_itself_and_placed_in_its_town():
    answer = locate("near george eliot")
    assert (answer.label, answer.place) == ("George Eliot Hospital, Nuneaton", "Nuneaton")


def test_the_university_of_warwick_is_in_coventry():
    answer = locate("im at warwick uni")
    assert isinstance(answer, Outside)
    assert answer.authorities[0].name == "Coventry"


def test_neighbours_outside_have_their_authority():
    assert locate("im in coventry").authorities[0].name == "Coventry"
    assert locate("hinckley").authorities[0].name == "Hinckley and Bosworth"
    assert locate("manchester").authorities == ()


def test_every_neighbour_outside_the_county_is_recognised():
    inside_too = {key for key, found in names().places.items() if any(place.inside for place in found)}
    neighbours = [p for p in ALL if not p.inside and p.authority and not inside_too & {p.name.lower()}]
    found = [locate(f"i live in {place.full_label}") for place in neighbours]
    assert [p.label for p, a in zip(neighbours, found) if not isinstance(a, Outside)] == []


# Mentions ----------------------------------------------------------------------------------------------------


def test_mentions_come_in_reading_order_with_their_offsets():
    text = "No food \u2013 im in Camp Hill, cv10 9AA \U0001f622"
    assert find_mentions(text) == (
        Mention("place", "Camp Hill", "Camp Hill", 16, 25),
        Mention("postcode", "CV10 9AA", "cv10 9AA", 27, 35),
    )


def test_a_place_and_its_town_are_one_mention():
    assert find_mentions("exhall in bedworth") == (Mention("place", "Exhall, Bedworth", "exhall in bedworth", 0, 18),)


def test_the_value_of_a_mention_is_the_full_name_however_it_was_said():
    values = {
        find_mentions(text)[0].value for text in ("leam", "Leamington Spa", "learnington", "royal leamington spa")
    }
    assert values == {"Royal Leamington Spa"}


def test_a_place_that_was_left_is_not_mentioned():
    assert [mention.value for mention in find_mentions("I moved from coventry to rugby")] == ["Rugby"]


def test_a_place_that_is_denied_is_not_mentioned_even_alone():
    assert find_mentions("im not in nuneaton") == ()


def test_locating_a_message_is_locating_its_mentions():
    for text in ("newbold in rugby", "cv11 4ab nuneaton", "hello", "CV34 2AB", "exhall", "coventry"):
        assert locate(text) == locate_mentions(find_mentions(text))


def test_the_value_of_a_mention_leads_to_the_same_answer():
    for text in ("statford", "the ropewalk", "wood end near atherstone", "CVII 4AB", "cv11 4 kids", "newbold"):
        mentions = find_mentions(text)
        assert locate(mentions[0].value) == locate_mentions(mentions)


# A postcode and a place together -----------------------------------------------------------------------------


def test_a_postcode_and_its_town_are_both_told():
    answer = locate("nuneaton CV11 4AB")
    assert (answer.postcode, answer.place, answer.precision) == ("CV11 4AB", "Nuneaton", "subsector")


def test_a_suburb_is_more_exact_than_its_outcode():
    answer = locate("camp hill cv10")
    assert (answer.place, answer.outcode, answer.precision) == ("Camp Hill", "CV10", "place")


def test_an_outcode_is_more_exact_than_its_town():
    assert locate("nuneaton cv11").precision == "outcode"


def test_an_outcode_tells_namesakes_apart():
    assert locate("exhall cv7").label == "Exhall, Bedworth"


def test_a_postcode_is_believed_over_a_place_far_from_it():
    answer = locate("CV11 4AB stratford")
    assert (answer.postcode, answer.place) == ("CV11 4AB", None)


def test_a_real_place_helps_where_the_postcode_is_not_real():
    assert locate("CV34 2AB leamington").place == "Royal Leamington Spa"
