"""The deck that both sides carry: plain questions and answers, half of them reviewed thrice."""

from pathlib import Path

FIRST = 1_700_000_000_000_000
"""Microseconds since 1970 of the first review."""

STEP = 3 * 86_400 * 10**6
TIMES = 3


def question(i: int) -> str:
    """Return the question of a card, as the rival's own benchmark has it."""
    return f"Question {i}: which initializer number {i % 97} suits layer {i}?"


def answer(i: int) -> str:
    """Return the answer of a card."""
    return f"Answer {i}: scheme {i % 7} with fan in {i % 1024}"


def peak() -> float:
    """Return the most memory this process has had, in MiB; 0 where nobody says.

    What `wait4` tells of a child counts what its parent had before it.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
