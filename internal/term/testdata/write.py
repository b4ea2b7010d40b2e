"""Writes a TBX file of three pairs of terms with Translate Toolkit."""
import sys
from translate.storage import tbx

store = tbx.tbxfile(sourcelanguage="es", targetlanguage="en")
for source, target in [("persona en tránsito", "person in transit"), ("niñez & familia <x>", "children & family <x>"), ("OIM", "IOM")]:
    store.addsourceunit(source).target = target
with open(sys.argv[1], "wb") as out:
    out.write(bytes(store))
