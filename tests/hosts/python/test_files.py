"""File objects: slow, lying, raising ones."""

import io
import random
import threading
import time
from pathlib import Path

import pytest

import seedance_preflight as sp

CLIP = Path("testdata/accepted/clip.mp4").read_bytes()


class Stingy(io.BytesIO):
    """Answers at most three bytes at a time."""

    def read(self, size=-1, /):
        return super().read(min(size, 3) if size >= 0 else 3)


class Generous(io.BytesIO):
    """Answers more than was asked for."""

    def read(self, size=-1, /):
        return super().read(size) + b"more"


class Slow(io.BytesIO):
    def read(self, size=-1, /):
        time.sleep(0.02)
        return super().read(size)


class Answers(io.BytesIO):
    """Answers something else."""

    def __init__(self, answer):
        super().__init__(CLIP)
        self.answer = answer

    def read(self, size=-1, /):
        return self.answer


class Raises(io.BytesIO):
    """Raises at a certain call."""

    def __init__(self, error, after=0):
        super().__init__(CLIP)
        self.error, self.left, self.calls = error, after, 0

    def read(self, size=-1, /):
        self.calls += 1
        if self.left == 0:
            raise self.error
        self.left -= 1
        return super().read(size)


@pytest.mark.parametrize("kind", [Stingy, Generous, Slow])
def test_short_and_long_answers_change_nothing(kind):
    assert sp.check(kind(CLIP)).facts == sp.check(CLIP).facts


@pytest.mark.parametrize("answer", ["text", None, 7, [1]])
def test_an_answer_that_is_not_bytes_is_a_type_error(answer):
    with pytest.raises(TypeError, match="read\\(\\) returned"):
        sp.check(Answers(answer))


def test_no_bytes_is_the_end():
    assert sp.check(Answers(b"")).findings[0].rule == "media/empty"


@pytest.mark.parametrize("error", [OSError("gone"), KeyboardInterrupt(), SystemExit(3), ValueError("odd")])
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("deep", [False, True])
def test_what_a_file_raises_is_raised(error, after, deep):
    file = Raises(error, after)
    with pytest.raises(type(error)) as raised:
        sp.check(file, deep=deep)
    assert raised.value is error
    assert file.calls == after + 1, "nothing is read after that"


def test_a_file_is_left_where_it_was_and_has_its_name():
    with open("testdata/accepted/clip.mp4", "rb") as file:
        file.seek(17)
        report = sp.check(file)
        assert file.tell() == 17 and report.source == file.name and report.accepted
    with open("testdata/accepted/clip.mp4", encoding="latin-1") as file, pytest.raises(TypeError, match="binary mode"):
        sp.check(file)
    closed = io.BytesIO(CLIP)
    closed.close()
    with pytest.raises(ValueError):
        sp.check(closed)


class Shrinks(io.BytesIO):
    """Claims to be longer than it is."""

    def tell(self):
        return super().tell() + 5000


def test_a_length_that_is_a_lie_does_no_harm():
    assert sp.check(Shrinks(CLIP)).facts.bytes == len(CLIP) + 5000

    class Negative(io.BytesIO):
        def tell(self):
            return -1

    with pytest.raises((ValueError, OverflowError)):
        sp.check(Negative(CLIP))

    class Huge(io.BytesIO):
        def tell(self):
            return 1 << 62

    assert not sp.check(Huge(CLIP)).accepted


def test_damaged_bytes_never_raise():
    chance = random.Random(7)
    for name in ("clip.mp4", "photo.jpg", "drawing.png", "card.webp", "music.mp3", "voice.wav"):
        content = bytearray(Path("testdata/accepted", name).read_bytes()[:20000])
        for _ in range(20):
            damaged = bytearray(content)
            for _ in range(chance.randrange(1, 8)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            sp.check(damaged)
            sp.check(io.BytesIO(damaged), deep=True)


def test_other_threads_run_while_a_file_is_slow():
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.wait(0.002):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    sp.check(Slow(CLIP))
    done.set()
    thread.join()
    assert ticks > 3
