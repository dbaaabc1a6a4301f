"""Floor 4: publishing. The Sphinx extension, the checks and the command line; chapters never import it."""
