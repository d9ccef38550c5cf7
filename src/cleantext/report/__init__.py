"""Roof: what a result looks like to a person: diffs, tables. The only place besides the command line that uses Rich."""
