"""Ground floor: finding residue and editing it out. Pure: no files, no terminal, no printing."""
