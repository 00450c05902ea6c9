"""IDX files, and MNIST from a folder of them; the files are written here, as small as they go."""

import gzip

import numpy as np
import pytest
from reference.datasets import DataError, mnist, read_idx

CODES = {"u1": 0x08, "i1": 0x09, ">i2": 0x0B, ">i4": 0x0C, ">f4": 0x0D, ">f8": 0x0E}


def idx(array, code=0x08):
    sizes = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, code, array.ndim]) + sizes + array.tobytes()


def images(m, start=0):
    return np.resize(np.arange(start, start + m * 28 * 28) % 256, (m, 28, 28)).astype("u1")


def labels(m):
    return (np.arange(m) * 7 % 10).astype("u1")


@pytest.fixture
def folder(tmp_path):
    """MNIST in small: five images to train with, three to test."""
    for part, m in (("train", 5), ("t10k", 3)):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx(images(m)))
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels(m)))
    return tmp_path


def complaint(function, *arguments):
    with pytest.raises(DataError) as refused:
        function(*arguments)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("dtype", CODES)
def test_numbers_of_every_kind_come_back(tmp_path, dtype):
    array = np.array([[1, -2, 3], [100, 0, 5]]).astype(dtype)
    path = tmp_path / "some-file"
    path.write_bytes(idx(array, CODES[dtype]))

    found = read_idx(path)

    np.testing.assert_array_equal(found, array)
    assert found.dtype == np.dtype(dtype).newbyteorder("=")


def test_a_gzipped_file_is_known_by_its_content(tmp_path):
    array = images(2)
    path = tmp_path / "not-named-gz"
    path.write_bytes(gzip.compress(idx(array)))

    np.testing.assert_array_equal(read_idx(path), array)


def test_an_array_may_be_empty(tmp_path):
    path = tmp_path / "empty"
    path.write_bytes(idx(np.zeros((0, 28, 28), "u1")))

    assert read_idx(path).shape == (0, 28, 28)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has 0 bytes: it is cut off"),
        (b"\0\0\x08", "has 3 bytes: it is cut off"),
        (b"PK\x03\x04....", "is no IDX file: it begins with 0x504b0304"),
        (b"\0\0\x07\x01\0\0\0\1\0", "is no IDX file: it begins with 0x00000701"),
        (b"\0\0\x08\x00", "is no IDX file: it begins with 0x00000800"),
        (b"\0\0\x08\x02\0\0\0\1", "is cut off in its header"),
        (idx(labels(5))[:-2], "the header speaks of 5 bytes, and there are only 3: fetch it"),
        (idx(labels(5)) + b"!", "the header speaks of 5 bytes, and there are more: fetch it again"),
        (b"\0\0\x08\x02" + b"\xff" * 8, "the header speaks of 18446744065119617025 bytes"),
        (gzip.compress(idx(images(2)), mtime=0)[:60], "cannot be unzipped"),
        (gzip.compress(idx(labels(9)), mtime=0)[:-6] + b"\0" * 6, "cannot be unzipped"),
        (b"\x1f\x8b not gzip at all", "cannot be unzipped"),
    ],
)
def test_a_damaged_file_is_told_in_one_line(tmp_path, content, said):
    path = tmp_path / "damaged"
    path.write_bytes(content)

    line = complaint(read_idx, path)

    assert line.startswith(str(path))
    assert said in line


def test_a_missing_file_and_a_folder_are_told_in_one_line(tmp_path):
    assert "cannot be read: No such file" in complaint(read_idx, tmp_path / "nowhere")
    assert "cannot be read: Is a directory" in complaint(read_idx, tmp_path)


def test_digits_are_columns_of_pixels_from_0_to_1(folder):
    X_train, y_train, X_test, y_test = mnist(folder)

    np.testing.assert_array_equal(X_train[:, 1].reshape(28, 28), images(5)[1] / 255)
    np.testing.assert_array_equal(y_train, [0, 7, 4, 1, 8])
    assert X_train.shape == (784, 5)
    assert X_test.shape == (784, 3)
    assert (X_train.dtype, y_test.dtype.kind) == (np.float64, "i")
    assert (X_train.min(), X_train.max()) == (0.0, 1.0)


def test_the_first_instances_alone_can_be_asked(folder):
    X_train, y_train, X_test, y_test = mnist(folder, m_train=2, m_test=1)

    assert (X_train.shape, y_train.shape) == ((784, 2), (2,))
    assert (X_test.shape, y_test.shape) == ((784, 1), (1,))


@pytest.mark.parametrize(
    "name",
    ["{part}-images-idx3-ubyte.gz", "{part}-images.idx3-ubyte", "{part}-images.idx3-ubyte.gz"],
)
def test_the_files_may_have_any_of_their_usual_names(folder, name):
    for part in ("train", "t10k"):
        plain = folder / f"{part}-images-idx3-ubyte"
        content = plain.read_bytes()
        plain.unlink()
        zipped = gzip.compress(content) if name.endswith(".gz") else content
        (folder / name.format(part=part)).write_bytes(zipped)

    assert mnist(folder)[0].shape == (784, 5)


def test_a_file_that_is_not_there_is_named(folder):
    (folder / "t10k-labels-idx1-ubyte").unlink()

    assert complaint(mnist, folder) == (
        f"{folder} has neither t10k-labels-idx1-ubyte nor t10k-labels-idx1-ubyte.gz: put MNIST's "
        "four files there"
    )


def test_files_that_do_not_belong_together_are_refused(folder):
    (folder / "train-labels-idx1-ubyte").write_bytes(idx(labels(4)))

    assert "has 5 images" in complaint(mnist, folder)


def test_labels_for_images_are_refused(folder):
    (folder / "train-images-idx3-ubyte").write_bytes(idx(labels(5)))

    assert "holds an array of 1 axes and uint8; MNIST's has 3" in complaint(mnist, folder)


def test_labels_that_are_no_digits_are_refused(folder):
    (folder / "train-labels-idx1-ubyte").write_bytes(idx(labels(5) + np.uint8(9)))

    assert "digits are from 0 to 9" in complaint(mnist, folder)
