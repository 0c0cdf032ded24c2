"""Runs every check, in the order of how fast it fails: `python -m tests`.

Style, types, floors, then the tests with their coverage. Benchmarks, the comparison with
rivals and long fuzzing are separate commands; see the README.
"""

import os
import subprocess
import sys
from pathlib import Path

PYTHON = sys.executable
# Below the window every branch but one in twenty is tested, in it all but three.
DRAWN = "initquiz/ui/*,initquiz/drawing/*,initquiz/app.py"
REPORT = [PYTHON, "-m", "coverage", "report", "--skip-covered"]
CHECKS = (
    ("style", [PYTHON, "-m", "ruff", "check", "."]),
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("floors", [str(Path(PYTHON).parent / "lint-imports")]),
    ("tests", [PYTHON, "-m", "pytest", "-n", "2", "--cov", "--cov-report=", "-m", "not peers"]),
    ("coverage below the window", [*REPORT, "--fail-under=95", f"--omit={DRAWN}"]),
    ("coverage of the window", [*REPORT, "--fail-under=85", f"--include={DRAWN}"]),
)


def main() -> int:
    """Run the checks from the project's root; stop at the first that fails."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONFAULTHANDLER": "1",
        "OPENBLAS_NUM_THREADS": "1",  # before a plug-in of pytest loads numpy
    }
    root = Path(__file__).resolve().parent.parent
    for old in root.glob(".coverage*"):
        old.unlink()
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        status = subprocess.run(command, cwd=root, env=environment, check=False).returncode
        if status:
            print(f"== {name} failed", flush=True)
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
