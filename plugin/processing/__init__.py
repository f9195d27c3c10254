"""Processing algorithms: every batch job of Rue311, for the toolbox, models, scripts and `qgis_process`.

An algorithm checks its inputs in plain words, asks a room without Qt to do the work, and hands the result on.
It computes everything before it opens an output, so that a failed or cancelled run leaves the old file alone.
"""
