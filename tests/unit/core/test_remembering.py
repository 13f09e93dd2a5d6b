"""Each object is worked on once, while it is among the newest; equal ones are not mixed up."""

from controlroom.core.remembering import remembered


def test_the_same_object_is_worked_on_once():
    asked = []
    size = remembered(lambda value: asked.append(value) or len(value))
    value = [1, 2, 3]
    assert [size(value) for _ in range(5)] == [3] * 5
    assert asked == [[1, 2, 3]]


def test_an_equal_object_is_another_one():
    first, second = [1], [1]
    which = remembered(id)
    assert which(first) == id(first)
    assert which(second) == id(second)
    assert which(first) == id(first)


def test_only_the_newest_are_kept_and_an_old_one_is_worked_on_again():
    asked = []
    value = remembered(lambda each: asked.append(each[0]) or each[0])
    things = [[n] for n in range(6)]
    assert [value(one) for one in (*things, things[0], things[5])] == [0, 1, 2, 3, 4, 5, 0, 5]
    assert asked == [0, 1, 2, 3, 4, 5, 0]
