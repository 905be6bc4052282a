"""One password at a time, and few who wait while somebody guesses. Many at once cannot get past the limits."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from annotate.signing_in.gate import SLIPS, Busy, Gate
from claims.actions.sign_in_failures import note_failure
from claims.models import SignInFailures
from tests import make
from tests.annotate.test_second_factor import finish, half_way, set_up, signed_in


class Held:
    """Somebody whose password is being looked at, until told to go on."""

    def __init__(self, gate: Gate) -> None:
        self.inside, self.go_on = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._hold, args=[gate])
        self.thread.start()
        assert self.inside.wait(10)

    def _hold(self, gate: Gate) -> None:
        with gate.turn():
            self.inside.set()
            self.go_on.wait(10)

    def leave(self) -> None:
        self.go_on.set()
        self.thread.join()


def guessed_at(gate: Gate) -> None:
    """So many wrong ones that they are no slips."""
    for _ in range(SLIPS):
        with gate.turn() as turn:
            turn.wrong()


def test_one_is_looked_at_at_a_time():
    gate, inside, most = Gate(), 0, []

    def look() -> None:
        nonlocal inside
        with gate.turn():
            inside += 1
            most.append(inside)
            inside -= 1

    with ThreadPoolExecutor(8) as pool:
        for each in [pool.submit(look) for _ in range(200)]:
            each.result()
    assert max(most) == 1
    assert len(most) == 200


def test_who_waits_for_too_long_is_told_to_come_again():
    gate = Gate(patience=0.01)
    held = Held(gate)
    with pytest.raises(Busy), gate.turn():
        pass
    held.leave()
    with gate.turn():
        pass


def test_while_somebody_guesses_few_may_wait_but_who_is_known_always():
    gate = Gate(few=1, patience=0.01, rest=0)
    guessed_at(gate)
    held = Held(gate)
    began = time.monotonic()
    with pytest.raises(Busy), gate.turn():
        pass
    # At once, without waiting; a known one waits.
    assert gate._waiting == 1
    patient = Gate(few=1, patience=10, rest=0)
    guessed_at(patient)
    first = Held(patient)
    with ThreadPoolExecutor(1) as pool:
        known = pool.submit(lambda: patient.turn(is_known=True).__enter__())
        first.leave()
        assert known.result(10) is not None
    held.leave()
    assert time.monotonic() - began < 10


def test_after_a_wrong_one_the_gate_rests_in_proportion():
    gate = Gate(rest=3)
    with gate.turn() as turn:
        used = time.thread_time()
        while time.thread_time() - used < 0.05:
            pass
        turn.wrong()
    left = time.monotonic()
    with gate.turn():
        rested = time.monotonic() - left
    assert rested >= 0.14
    with gate.turn():
        pass
    again = time.monotonic()
    with gate.turn():
        assert time.monotonic() - again < 0.14


@pytest.mark.django_db(transaction=True)
def test_no_failure_is_lost_when_many_come_at_once():
    def fail(_number: int) -> None:
        note_failure(key="name:x", free=10)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fail, range(40)))
    row = SignInFailures.objects.get()
    assert row.failures == 40
    assert row.blocked_until is not None


@pytest.mark.django_db(transaction=True)
def test_codes_guessed_at_once_get_no_further_than_in_turn():
    make.user("edith")
    _secret, _codes = set_up(signed_in("edith"))
    clients = [half_way("edith") for _ in range(12)]

    def guess(client: Client) -> int:
        statuses = [finish(client, f"{number:06}") for number in range(3)]
        connections.close_all()
        return statuses.count(422)

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(guess, clients)) <= 5


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_get_no_further_than_guesses_in_turn():
    make.user("edith")

    def guess(number: int) -> int:
        status = Client().post("/login/", {"username": "edith", "password": f"wrong {number}"}).status_code
        connections.close_all()
        return status

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(guess, range(60)))
    assert statuses.count(422) <= 10
    assert set(statuses) <= {422, 429, 503}
    assert SignInFailures.objects.get(key__startswith="name:").failures == statuses.count(422)
