"""Messages between grader and worker, and what is no message."""

import socket
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import wire
from autograder.sandbox.channel import (
    HEADER,
    Channel,
    ChannelClosedError,
    ChannelError,
    ChannelTimeoutError,
    ProtocolError,
)


@pytest.fixture
def ends():
    """Both ends of a connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_message_arrives_as_it_was_sent(ends):
    ours, theirs = map(Channel, ends)
    ours.send({"op": "call", "arguments": {"x": b"abc"}, "seconds": 0.5})
    ours.send({"op": "read"})

    assert theirs.receive() == {"op": "call", "arguments": {"x": b"abc"}, "seconds": 0.5}
    assert theirs.receive(seconds=1) == {"op": "read"}


def test_a_message_larger_than_the_sockets_buffer_arrives_whole(ends):
    ours, theirs = map(Channel, ends)
    large = np.arange(2**20, dtype=np.float64)
    sender = threading.Thread(target=ours.send, args=({"x": large},), kwargs={"seconds": 30})
    sender.start()
    message = theirs.receive(seconds=30)
    sender.join()

    np.testing.assert_array_equal(message["x"], large)


def test_silence_is_a_timeout(ends):
    with pytest.raises(ChannelTimeoutError):
        Channel(ends[0]).receive(seconds=0.01)


def test_a_reader_that_does_not_read_is_a_timeout(ends):
    with pytest.raises(ChannelTimeoutError):
        Channel(ends[0]).send({"x": b"x" * 2**24}, seconds=0.01)


def test_no_time_left_is_a_timeout_at_once(ends):
    with pytest.raises(ChannelTimeoutError):
        Channel(ends[0]).receive(seconds=0)


def test_an_end_that_is_closed_is_told_apart_from_silence(ends):
    ends[1].close()

    with pytest.raises(ChannelClosedError):
        Channel(ends[0]).receive(seconds=10)
    with pytest.raises(ChannelClosedError):
        Channel(ends[0]).send({"x": 1}, seconds=10)


def test_our_own_end_closed_is_told_too(ends):
    channel = Channel(ends[0])
    channel.close()

    with pytest.raises(ChannelClosedError):
        channel.receive(seconds=10)
    with pytest.raises(ChannelClosedError):
        channel.send({"x": 1})


def test_half_a_message_is_a_timeout_or_an_end(ends):
    ours, theirs = ends
    ours.sendall(HEADER.pack(100) + b"half")
    with pytest.raises(ChannelTimeoutError):
        Channel(theirs).receive(seconds=0.01)
    ours.close()
    with pytest.raises(ChannelClosedError):
        Channel(theirs).receive(seconds=10)


def test_what_is_announced_and_does_not_come_takes_no_memory(ends):
    ours, theirs = ends
    theirs.sendall(HEADER.pack(wire.MAX_BYTES) + b"x" * 2**17)
    channel = Channel(ours)

    tracemalloc.start()
    with pytest.raises(ChannelTimeoutError):
        channel.receive(seconds=0.2)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 4 * 2**20


def test_a_size_over_the_limit_is_refused_before_anything_is_read(ends):
    ours, theirs = ends
    ours.sendall(HEADER.pack(wire.MAX_BYTES + 1))

    with pytest.raises(ProtocolError, match="announced"):
        Channel(theirs).receive(seconds=10)


@pytest.mark.parametrize("value", [[1, 2], None, "text", np.zeros(3)], ids=repr)
def test_plain_data_that_is_no_dict_is_refused(ends, value):
    ours, theirs = ends
    data = wire.encode(value)
    ours.sendall(HEADER.pack(len(data)) + data)

    with pytest.raises(ProtocolError):
        Channel(theirs).receive(seconds=10)


@settings(deadline=None, max_examples=100)
@given(noise=st.binary(max_size=200), framed=st.booleans())
def test_noise_is_a_channel_error_and_nothing_else(noise, framed):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall((HEADER.pack(len(noise)) if framed else b"") + noise)
        ours.close()

        with pytest.raises(ChannelError):
            Channel(theirs).receive(seconds=10)


def test_what_is_no_plain_data_is_not_sent(ends):
    ours, theirs = map(Channel, ends)
    with pytest.raises(wire.WireError):
        ours.send({"x": object()})
    ours.send({"x": 1})

    assert theirs.receive() == {"x": 1}
