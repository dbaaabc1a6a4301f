"""What is wrong with a data file, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    Attributes:
        file: Path of the file, relative to the repository.
        line: Line of the file, counted from 1; 0 where the fault belongs to the whole file.
        column: Name of the column; empty where the fault is not in a cell.
        message: The value, what was expected and, where it helps, what to do.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line column: message``, leaving out what does not apply."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class DataError(Exception):
    """A data file breaks its description. Carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems in file, line and column order."""
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
