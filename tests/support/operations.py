"""The table of the operations, include/batt/dsl/operations.def, for the test generators."""
import re
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / 'include' / 'batt' / 'dsl' / 'operations.def'


class Operation:
    """A line of the table: names in the DSL and in C++, family, parameters, rule of the result."""

    def __init__(self, cpp_name, family, signature):
        self.cpp_name, self.name, self.family = cpp_name, cpp_name.rstrip('_'), family
        left, result = signature.split(' -> ')
        self.result = result.split('; ')[0]
        self.parameters, self.kinds = [], []
        for parameter in left.split(', '):
            names, kind = parameter.split(': ')
            self.parameters.append(names.split('/')[0])
            self.kinds.append(kind)


def read():
    """All operations by their names in the DSL."""
    lines = re.findall(r'^BATT_OPERATION\((\w+), (\w+),((?:\s*"[^"]*")+)\)$', TABLE.read_text(),
                       re.M)
    found = [Operation(name, family, ''.join(re.findall(r'"([^"]*)"', text)))
             for name, family, text in lines]
    return {operation.name: operation for operation in found}


OPERATIONS = read()


def cpp_name(name):
    """The name of an operation in C++; any other name stays as it is."""
    return OPERATIONS[name].cpp_name if name in OPERATIONS else name
