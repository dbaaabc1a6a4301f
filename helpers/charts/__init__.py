"""Floor 2: chart forms. Each draws one frame into a place that it is given, and decides nothing else."""

from helpers.charts.lifelines import lifelines

__all__ = ["lifelines"]
