"""Rows of CSV, held to what a model knows."""
import csv
from dataclasses import dataclass

import numpy

from steps import Refused

# Of each class, below which neither folds nor a part that is held out would have any.
LEAST_OF_A_CLASS = 10
# What an export calls the truth, whatever the model calls it.
EXPORTED = "label"
# What the graph takes: INT64 and FP32.
LIMITS = {"integer": 2 ** 63 - 1, "number": float(numpy.finfo(numpy.float32).max)}


@dataclass(frozen=True)
class Table:
    """The columns of a model's rows, in the order of its inputs."""
    # Names to 'integer', 'number' or 'text'.
    columns: dict
    # The column of the truth.
    label: str
    # What may stand there.
    classes: tuple

    @property
    def texts(self):
        return [name for name, kind in self.columns.items() if kind == "text"]

    @property
    def numbers(self):
        return [name for name in self.columns if self.columns[name] != "text"]


def read(path, table, least=LEAST_OF_A_CLASS):
    """Columns by name, and the class of each row. Raises Refused, with a sentence for each thing that is wrong.

    least: rows of each class.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            heading, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"'{path.name}' cannot be read as CSV: {error.strerror if isinstance(error, OSError) else error}") from None
    if table.label not in heading:
        heading = [table.label if name == EXPORTED else name for name in heading]
    problems = list(_of_heading(path.name, heading, table))
    if problems:
        raise Refused("\n".join(problems))
    ragged = next((number for number, row in enumerate(rows, 2) if len(row) != len(heading)), None)
    if ragged:
        raise Refused(f"'{path.name}' line {ragged} has {len(rows[ragged - 2])} cells; expected {len(heading)}")
    cells = dict(zip(heading, zip(*rows))) if rows else {name: () for name in heading}
    columns = {name: _column(path.name, name, kind, cells[name], problems) for name, kind in table.columns.items()}
    problems += _of_labels(path.name, cells[table.label], table, least)
    if problems:
        raise Refused("\n".join(problems))
    return columns, numpy.array(cells[table.label])


def _of_heading(file, heading, table):
    known = [*table.columns, table.label]
    for name in known:
        if name not in heading:
            yield f"'{file}' lacks the column '{name}'; it has {', '.join(heading) or 'none'}"
    for name in dict.fromkeys(heading):
        if name not in known:
            yield f"'{file}' has the column '{name}', which the model does not know; it knows {', '.join(known)}"
        elif heading.count(name) > 1:
            yield f"'{file}' has the column '{name}' twice"


def _column(file, name, kind, cells, problems):
    if kind == "text":
        return numpy.array(cells, dtype=object)
    values = numpy.zeros(len(cells))
    for row, cell in enumerate(cells):
        try:
            value = int(cell) if kind == "integer" else float(cell)
        except ValueError:
            value = None
        if value is None or not -LIMITS[kind] <= value <= LIMITS[kind]:
            expected = "a number" if kind == "number" else "a whole number"
            within = "" if value is None else f" within ±{LIMITS[kind]:.4g}"
            problems.append(f"'{file}' line {row + 2}: {name} is '{cell}'; expected {expected}{within}")
            break
        values[row] = value
    return values


def _of_labels(file, labels, table, least):
    if not labels:
        return [f"'{file}' holds no rows"]
    unknown = next((row for row, label in enumerate(labels) if label not in table.classes), None)
    if unknown is not None:
        return [f"'{file}' line {unknown + 2}: {table.label} is '{labels[unknown]}'; the model knows {', '.join(table.classes)}"]
    counts = {name: labels.count(name) for name in table.classes}
    return [f"'{file}' has {count or 'no'} rows whose {table.label} is '{name}'; expected {least} or more"
            for name, count in counts.items() if count < least]


def write(path, table, columns, labels):
    """Numbers come back from it to the last bit."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*table.columns, table.label])
        for row, label in zip(rows_of(table, columns), labels):
            writer.writerow([*cells(table, row), label])


def cells(table, row):
    """A row's values as they stand in a file."""
    return [value if kind == "text" else str(int(value)) if kind == "integer" else repr(float(value)) for kind, value in zip(table.columns.values(), row)]


def rows_of(table, columns):
    """One array of objects, a row for each person or thing."""
    return numpy.column_stack([columns[name].astype(object) for name in table.columns])


def part(columns, rows):
    return {name: values[rows] for name, values in columns.items()}
