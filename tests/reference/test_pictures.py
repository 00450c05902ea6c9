"""Pictures that are moved: where every pixel goes."""

import numpy as np
from reference.pictures import moved


def test_a_moved_picture_is_one_of_nine():
    picture = np.arange(1.0, 7.0).reshape(2, 3)
    framed = np.pad(picture, 1)
    nine = {framed[r : r + 2, c : c + 3].tobytes() for r in range(3) for c in range(3)}
    many = moved(np.stack([picture] * 300), np.random.default_rng(0))

    assert {each.tobytes() for each in many} == nine


def test_pictures_are_moved_each_by_itself_and_left_as_they_are():
    pictures = np.random.default_rng(1).uniform(size=(20, 4, 4))
    before = pictures.copy()
    first, again = (moved(pictures, np.random.default_rng(2)) for _ in range(2))

    np.testing.assert_array_equal(pictures, before)
    np.testing.assert_array_equal(first, again)
    assert first.shape == pictures.shape
    assert not np.array_equal(first, pictures)
