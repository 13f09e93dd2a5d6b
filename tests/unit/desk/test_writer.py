"""The one writer runs what it is given, in order, on one thread."""

import threading

import pytest

from controlroom.desk.writer import Writer


@pytest.fixture
def writer():
    made = Writer("test-writer")
    yield made
    made.close()


def test_work_runs_in_order_on_one_thread_that_is_not_ours(writer):
    seen = []
    futures = [
        writer.submit(lambda n=n: seen.append((n, threading.get_ident()))) for n in range(50)
    ]
    futures[-1].result()
    assert [n for n, _ in seen] == list(range(50))
    assert {thread for _, thread in seen} == {seen[0][1]}
    assert seen[0][1] != threading.get_ident()


def test_an_error_reaches_the_one_who_asked_and_the_next_work_still_runs(writer):
    with pytest.raises(ZeroDivisionError):
        writer.call(lambda: 1 // 0)
    assert writer.call(lambda: 7) == 7


def test_a_call_from_the_writers_own_thread_does_not_wait_for_itself(writer):
    assert writer.call(lambda: writer.call(lambda: "inner")) == "inner"


def test_closing_finishes_what_was_submitted():
    writer, done = Writer("closing"), []
    for n in range(10):
        writer.submit(lambda n=n: done.append(n))
    writer.close()
    assert done == list(range(10))


def test_what_is_hurried_runs_before_all_that_waits_and_nothing_is_dropped():
    writer, gate, done = Writer("hurrying"), threading.Event(), []
    writer.submit(gate.wait)
    for name in ("a", "b"):
        writer.submit(lambda name=name: done.append(name))
    for name in ("first", "second"):
        writer.hurry(lambda name=name: done.append(name))
    gate.set()
    writer.close()
    assert done == ["first", "second", "a", "b"]
