"""Reading FECs to the view of spending by supplier, beside pandas, fec-parser, and the csv module."""

from __future__ import annotations

from pathlib import Path

from benchmarks import big_fec
from benchmarks.measure import Figure, against, ancrage, in_turn, python

OURS = """
import sys
from pathlib import Path
from ancrage.firm import read
firm = read([Path(sys.argv[1])]).firm
print(firm.purchases.group_by("party").agg(amount=__import__("polars").col("amount").sum()).height)
"""
# The same question the shortest way a good analyst would write it: no repair, no lettering, no proof.
PANDAS = """
import sys
import pandas as pd
f = pd.read_csv(sys.argv[1], sep="\\t", encoding="iso8859_15", dtype=str, quoting=3, keep_default_na=False)
for name in ("Debit", "Credit"):
    f[name] = (f[name].str.replace(",", ".").astype(float) * 100).round().astype("int64")
f["EcritureDate"] = pd.to_datetime(f["EcritureDate"], format="%Y%m%d")
key = ["JournalCode", "EcritureNum", "EcritureDate"]
f["entry"] = f.groupby(key, sort=False).ngroup()
assert (f.groupby("entry")["Debit"].sum() == f.groupby("entry")["Credit"].sum()).all()
supplier = f[f["CompteNum"].str.startswith("401")].groupby("entry")["CompAuxNum"].first()
spent = f[f["CompteNum"].str.startswith("6")].join(supplier.rename("supplier"), on="entry")
print(len((spent["Debit"] - spent["Credit"]).groupby(spent["supplier"]).sum()))
"""
FEC_PARSER = """
import io, sys
from pathlib import Path
from fec_parser.parser import FECParser
parser = FECParser.from_bytesio(io.BytesIO(Path(sys.argv[1]).read_bytes()), Path(sys.argv[1]).name)
parser.parse()
print(sum(1 for _ in parser.get_ecritures()))
"""
HELP_PEER = "import argparse; argparse.ArgumentParser().format_help()"


def measure(folder: Path) -> list[Figure]:
    """Figures: one million lines against pandas, one hundred thousand against fec-parser."""
    million = big_fec.write(folder / "123456782FEC20241231.txt", 1_000_000)
    hundred = big_fec.write(folder / "732829320FEC20241231.txt", 100_000)
    found = against(
        "fec_supplier_view_1m", "pandas", *in_turn(python(OURS, million), python(PANDAS, million))
    )
    found += against(
        "fec_read_100k", "fec-parser", *in_turn(python(OURS, hundred), python(FEC_PARSER, hundred))
    )
    found += against(
        "audit_1m", "pandas (supplier view alone)",
        *in_turn(ancrage("audit", million, "--json", "--quiet"), python(PANDAS, million)),
    )  # fmt: skip
    found += against(
        "help",
        "argparse alone",
        *in_turn(ancrage("--help"), python(HELP_PEER), times=5),
        memory=False,
    )
    return found
