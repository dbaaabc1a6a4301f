"""Floor 2: chart forms. Each draws one frame into a place that it is given, and decides nothing else."""

from helpers.charts.arms import deliveries, exports
from helpers.charts.ideal_points import ideal_points
from helpers.charts.lifelines import lifelines
from helpers.charts.maps import Panel, base_map, map_height, status_maps
from helpers.charts.shares import shares
from helpers.charts.steps import Count, counts
from helpers.charts.strengths import strengths

__all__ = [
    "Count",
    "Panel",
    "base_map",
    "counts",
    "deliveries",
    "exports",
    "ideal_points",
    "lifelines",
    "map_height",
    "shares",
    "status_maps",
    "strengths",
]
