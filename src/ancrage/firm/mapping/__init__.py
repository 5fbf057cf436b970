"""From any grid to the tables of the common model: what its columns probably are, said with reasons, corrected by a person.

`guess.propose` -> `rules.Mapping` (remembered by the shape of the file, written as TOML) -> `apply.apply` -> Extract.
"""
