"""Floor 2: chart forms. Each draws one frame into a place that it is given, and decides nothing else."""

from helpers.charts.acts import acts
from helpers.charts.arms import deliveries, exports, suppliers
from helpers.charts.borders import clashes
from helpers.charts.breakdown import breakdown
from helpers.charts.claims import claims
from helpers.charts.crises import crises
from helpers.charts.days import day_map
from helpers.charts.distances import distances
from helpers.charts.drills import drills
from helpers.charts.exercises import attendance, years
from helpers.charts.hosting import hosting
from helpers.charts.hosts import hosts, hosts_height
from helpers.charts.ideal_points import ideal_points
from helpers.charts.ladder import ladder, meanings
from helpers.charts.lanes import lanes
from helpers.charts.lifelines import lifelines
from helpers.charts.lines import lines
from helpers.charts.maps import Panel, base_map, map_height, status_maps
from helpers.charts.matrix import KEY as MATRIX_KEY
from helpers.charts.matrix import matrix
from helpers.charts.moments import moment
from helpers.charts.partners import partners
from helpers.charts.polls import polls
from helpers.charts.portions import portions
from helpers.charts.roll_calls import roll_calls
from helpers.charts.shares import shares
from helpers.charts.sharing import sharing
from helpers.charts.shifts import shifts, stances
from helpers.charts.soil import soil
from helpers.charts.spans import spans
from helpers.charts.sparks import bars, stairs, units
from helpers.charts.steps import Count, counts
from helpers.charts.strengths import strengths
from helpers.charts.supplier_turn import supplier_turn
from helpers.charts.tenures import tenures
from helpers.charts.threats import threats
from helpers.charts.unrest import unrest
from helpers.charts.verdicts import foretold, scorecard, scored

__all__ = [
    "MATRIX_KEY",
    "Count",
    "Panel",
    "acts",
    "attendance",
    "bars",
    "base_map",
    "breakdown",
    "claims",
    "clashes",
    "counts",
    "crises",
    "day_map",
    "deliveries",
    "distances",
    "drills",
    "exports",
    "foretold",
    "hosting",
    "hosts",
    "hosts_height",
    "ideal_points",
    "ladder",
    "lanes",
    "lifelines",
    "lines",
    "map_height",
    "matrix",
    "meanings",
    "moment",
    "partners",
    "polls",
    "portions",
    "roll_calls",
    "scorecard",
    "scored",
    "shares",
    "sharing",
    "shifts",
    "soil",
    "spans",
    "stairs",
    "stances",
    "status_maps",
    "strengths",
    "supplier_turn",
    "suppliers",
    "tenures",
    "threats",
    "units",
    "unrest",
    "years",
]
