"""Turning pages repeats nothing and loses nothing, for one need and for several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge_base.request import SearchRequest, Wishes
from knowledge_base.search import find_services
from tests.knowledge_base.factories import ALWAYS, HERE, NOT_TODAY, NOW, RUGBY, helpline, publish, service


def every_page(session, request):
    """The names on each page, until there are no more."""
    pages = []
    for _ in range(40):
        result = find_services(session, request)
        pages.append([card.name for card in result.cards])
        if not any(group.more for group in result.groups):
            return pages
        request = replace(request, skip=request.skip + request.limit)
    raise AssertionError("the pages never end")


def asked(*needs, **facts):
    return SearchRequest(needs or ("food",), NOW, facts.pop("origin", HERE), **facts)


def assert_complete(pages, expected):
    shown = [name for page in pages for name in page]
    assert sorted(shown) == sorted(set(shown)), "something came twice"
    assert set(shown) == set(expected), "something was lost"


def scattered(times, **facts):
    """From a few steps to 36 miles away, so that the search has to widen between pages."""
    return [service(f"Place {at:02}", 0.05 + at**2 * 0.05, opens=opens(at), **facts) for at in range(times)]


def opens(at):
    return (ALWAYS, NOT_TODAY, None, "We 09:00-10:00")[at % 4] or "Mo[1] 10:00-12:00"


@pytest.mark.parametrize("limit", [2, 5])
def test_all_that_answers_a_need_is_shown_once(database, limit):
    found = scattered(27)
    lines = [helpline(f"Line {at}") for at in range(7)]
    unsure = [service(f"Perhaps {at}", float(at), publication="unconfirmed") for at in range(4)]
    publish(database, *found, *lines, *unsure)
    pages = every_page(database, asked(limit=limit))
    assert_complete(pages, [one.name for one in found + lines + unsure])
    assert all(len(page) == limit for page in pages[:-1])


def test_the_nearest_elsewhere_takes_no_one_s_place(database):
    lines = [helpline(f"Line {at}") for at in range(9)]
    publish(database, service("There", areas=[RUGBY]), *lines)
    pages = every_page(database, asked(limit=4))
    assert pages[0][0] == "There"
    assert_complete(pages, ["There", *(line.name for line in lines)])


def test_the_nearest_that_do_not_fit_are_all_shown(database):
    shut = [service(f"Shut {at}", float(at), opens=NOT_TODAY) for at in range(9)]
    lines = [helpline(f"Open {at}", opens=ALWAYS) for at in range(4)]
    publish(database, *shut, *lines)
    pages = every_page(database, asked(limit=3, wishes=Wishes(open_now=True)))
    assert pages[0][0].startswith("Open")
    assert_complete(pages, [one.name for one in shut + lines])


@pytest.mark.parametrize("limit", [2, 3])
def test_what_answers_several_needs_is_shown_once(database, limit):
    both = scattered(12, needs=["food", "warm_space"])
    food = [service(f"Food {at}", 0.3 + at) for at in range(8)]
    warm = [service(f"Warm {at}", 0.4 + at, needs=["warm_space"], category="warm_space") for at in range(8)]
    lines = [helpline(f"Line {at}", needs=["grant", "food", "warm_space"]) for at in range(4)]
    publish(database, *both, *food, *warm, *lines)
    pages = every_page(database, asked("food", "warm_space", "grant", limit=limit))
    assert_complete(pages, [one.name for one in both + food + warm + lines])


def test_more_is_nothing_on_the_last_page(database):
    publish(database, *(service(f"Place {at}", float(at)) for at in range(5)))
    group = find_services(database, asked(limit=5)).groups[0]
    assert (len(group.cards), group.more) == (5, 0)


def test_more_says_that_there_is_more(database):
    publish(database, *(service(f"Place {at}", float(at)) for at in range(6)))
    assert find_services(database, asked(limit=5)).groups[0].more == 1


def test_beyond_the_last_page_there_is_nothing(database):
    publish(database, service("Only"))
    group = find_services(database, asked(skip=5)).groups[0]
    assert (group.cards, group.more) == ((), 0)


def test_a_need_that_nobody_knows_has_no_group(database):
    assert find_services(database, asked("unicorns")).groups == ()


def test_the_most_urgent_need_comes_first(database):
    groups = find_services(database, asked("general_advice", "food", "homeless_tonight")).groups
    assert [group.need for group in groups] == ["homeless_tonight", "food", "general_advice"]
