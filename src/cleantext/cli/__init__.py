"""The command line: the only place that knows click. `cli.main.main` is the one door."""
