"""Floor 1: the analysis. Pure functions from frames to frames or numbers; no drawing, no files."""
