"""What an author imports from `autograder`."""

from inspect import getmembers, ismodule, isroutine

import pytest

import autograder


def test_the_exported_names_are_exactly_the_public_ones():
    public = {
        name
        for name, value in vars(autograder).items()
        if not name.startswith("_") and not ismodule(value)
    }

    assert autograder.__all__ == sorted(public)


@pytest.mark.parametrize("name", autograder.__all__)
def test_every_exported_name_says_what_it_is(name):
    member = getattr(autograder, name)
    own = member.__doc__ if isroutine(member) else vars(member)["__doc__"]

    # A dataclass without a docstring is given its signature as one.
    assert own
    assert not own.startswith(f"{name}(")


@pytest.mark.parametrize("name", autograder.__all__)
def test_every_public_method_says_what_it_does(name):
    members = getmembers(getattr(autograder, name))
    methods = {key: value for key, value in members if isroutine(value) and key[0] != "_"}
    silent = [key for key, value in methods.items() if not value.__doc__]

    assert silent == []


def test_the_version_is_told():
    assert autograder.__version__.count(".") == 2
