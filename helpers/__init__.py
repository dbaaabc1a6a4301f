"""The shared helpers of *The CSTO in Evidence*: data, measures, charts, figures, prose.

The package is a house with floors, and an import only ever goes down::

    4  book                          publishing: Sphinx extension, assets, command line
    3  figures, prose                the figure card; numbers in sentences
    2  charts                        chart forms
    1  measures                      the analysis: frame -> frame or number, no drawing, no I/O
    0  data, style                   load(name), sources, dates; colours, sizes, fonts

Chapters import floors 0 to 3 and never ``helpers.book``. Importing this package does no work.
"""
