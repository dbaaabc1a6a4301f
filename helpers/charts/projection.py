"""The map projection of the book: Albers' equal-area conic, so that no state looks larger than it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.007  # the sphere that has the area of the Earth


@dataclass(frozen=True)
class Albers:
    """Albers' equal-area conic projection of the sphere.

    The formulae are 14-1 to 14-6 of John P. Snyder, *Map Projections: A Working Manual* (1987).

    Attributes:
        parallels: The two standard parallels, in degrees, along which distances are true.
        origin: Longitude and latitude of the point that becomes (0, 0).
        radius: Radius of the sphere; its unit is that of the result.
    """

    parallels: tuple[float, float]
    origin: tuple[float, float]
    radius: float = EARTH_KM

    def __call__(self, lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return x (to the right) and y (up) of points given in degrees."""
        first, second = np.radians(self.parallels)
        n = (np.sin(first) + np.sin(second)) / 2
        c = np.cos(first) ** 2 + 2 * n * np.sin(first)

        def rho(degrees: ArrayLike) -> NDArray[np.float64]:
            """Return the radius on the map of the circle on which a latitude lies."""
            return self.radius * np.sqrt(c - 2 * n * np.sin(np.radians(degrees))) / n

        theta = n * np.radians(np.asarray(lon, dtype=float) - self.origin[0])
        return rho(lat) * np.sin(theta), rho(self.origin[1]) - rho(lat) * np.cos(theta)


# Between the Caucasus and Central Asia in the south and the Arctic coast: Snyder's rule puts the standard
# parallels a sixth of that range inside its ends. The middle meridian lets the Caucasus stand nearly upright.
EURASIA = Albers(parallels=(36, 64), origin=(85, 50))
