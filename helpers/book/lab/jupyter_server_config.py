"""JupyterLab on the clone: nothing is asked of the network, nothing is written outside the project."""

c = get_config()  # noqa: F821  (Jupyter defines it)
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
# The default manager asks the package index when its panel is opened.
c.LabApp.extension_manager = "readonly"
# Looking for language servers calls npm, which writes into the home directory.
c.LanguageServerManager.autodetect = False
