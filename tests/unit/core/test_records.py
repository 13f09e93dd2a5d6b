"""Records against the dataclasses they stand for."""

import copy
import pickle
from dataclasses import (
    FrozenInstanceError,
    asdict,
    dataclass,
    field,
    fields,
    is_dataclass,
    replace,
)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from controlroom.core.records import record


@record
class Base:
    at: int
    tags: tuple[str, ...] = ()


@record
class Leaf(Base):
    """Adds a field, and one that each gets anew."""

    name: str = "leaf"
    held: list[int] = field(default_factory=list)


@record
class Empty:
    pass


@record
class Aside:
    at: int
    seen: int = field(default=0, compare=False, repr=False)
    known: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)


@record(kw_only=False)
class Placed:
    x: int
    y: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    at: int
    tags: tuple[str, ...] = ()


VALUES = st.tuples(st.integers(), st.lists(st.text()).map(tuple))


@given(VALUES, VALUES)
def test_equality_and_hash_are_those_of_a_dataclass(a, b):
    one, other = Base(at=a[0], tags=a[1]), Base(at=b[0], tags=b[1])
    plain, twin = Plain(at=a[0], tags=a[1]), Plain(at=b[0], tags=b[1])
    assert (one == other) is (plain == twin)
    assert (one != other) is (plain != twin)
    assert hash(one) == hash(plain)
    assert asdict(one) == asdict(plain)
    assert repr(one) == repr(plain).replace("Plain", "Base")


def test_another_kind_with_the_same_values_is_not_equal():
    assert Base(at=1) != Leaf(at=1)
    assert Base(at=1) != Plain(at=1)


def test_nothing_can_be_assigned_or_deleted_or_added():
    one = Leaf(at=1)
    for name in ("at", "name", "elsewhere"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
    with pytest.raises(FrozenInstanceError):
        del one.at
    assert not hasattr(one, "__dict__")


def test_defaults_and_factories():
    one, other = Leaf(at=1), Leaf(at=1)
    assert (one.name, one.tags, one.held) == ("leaf", (), [])
    assert one.held is not other.held
    assert Leaf(at=1, held=[3]).held == [3]


def test_what_is_missing_or_unknown_or_out_of_place_is_refused():
    for wrong in (lambda: Base(), lambda: Base(at=1, nope=2), lambda: Base(1)):
        with pytest.raises(TypeError):
            wrong()


def test_what_is_not_to_be_compared_is_not():
    assert Aside(at=1, seen=2) == Aside(at=1, seen=3)
    assert hash(Aside(at=1, seen=2)) == hash(Aside(at=1, seen=3))
    assert repr(Aside(at=1, seen=2)) == "Aside(at=1)"


def test_what_is_not_given_is_made_anew_for_each():
    one = Aside(at=1)
    one.known["a"] = 1
    assert replace(one, at=2).known == {}
    with pytest.raises(TypeError):
        Aside(at=1, known={})


def test_by_place_where_asked_for():
    assert Placed(1) == Placed(x=1, y=2)
    match Placed(1, 5):
        case Placed(x, y):
            assert (x, y) == (1, 5)


def test_the_tools_of_dataclasses_take_it():
    one = Leaf(at=1)
    assert is_dataclass(one)
    assert [f.name for f in fields(Leaf)] == ["at", "tags", "name", "held"]
    assert replace(one, at=2) == Leaf(at=2)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))]
)
def test_copies_are_equal(again):
    one = Leaf(at=7, tags=("a",), held=[1, 2])
    assert again(one) == one
