"""Prints how many concepts and languages of a TBX file Translate Toolkit reads, and the first term of each in two languages."""
import sys
from translate.storage import factory

store = factory.getobject(sys.argv[1])
print(len(store.units), sum(1 for unit in store.units for _ in unit.getlanguageNodes()))
for unit in store.units:
    print(unit.source, unit.target, sep="\t")
