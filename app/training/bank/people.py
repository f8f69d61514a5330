"""The made-up people of the bundled bank model."""
import numpy

from tables import Table

PEOPLE = 12_000

# In the order of the model's inputs: the numbers with their kinds, the texts with how often each value is drawn.
COLUMNS = {
    "age": "integer",
    "job": {"admin.": 11, "blue-collar": 21, "entrepreneur": 3, "housemaid": 3, "management": 21, "retired": 5, "self-employed": 4,
            "services": 9, "student": 2, "technician": 17, "unemployed": 3, "unknown": 1},
    "marital": {"divorced": 12, "married": 60, "single": 28},
    "education": {"primary": 15, "secondary": 51, "tertiary": 30, "unknown": 4},
    "balance": "number",
    "housing": {"no": 44, "yes": 56},
    "duration": "integer",
    "campaign": "integer",
}
TABLE = Table({name: "text" if isinstance(column, dict) else column for name, column in COLUMNS.items()}, "label", ("no", "yes"))

# What the made-up people are made to do: towards yes where positive.
LEANINGS = {"retired": 0.5, "student": 0.7, "management": 0.2, "blue-collar": -0.3, "entrepreneur": -0.3, "housemaid": -0.2,
            "single": 0.3, "divorced": 0.1, "tertiary": 0.4, "primary": -0.3, "unknown": -0.1}


def make_people():
    """Columns by name, and whether each person says yes. The old generator of numpy gives the same draws in every version."""
    draw = numpy.random.RandomState(20240)
    people = {}
    for name in TABLE.texts:
        shares = numpy.array(list(COLUMNS[name].values()), float)
        people[name] = numpy.array(list(COLUMNS[name]))[draw.choice(len(shares), PEOPLE, p=shares / shares.sum())]
    age = numpy.clip(numpy.round(draw.normal(41, 11, PEOPLE)), 18, 95)
    age[people["job"] == "retired"] = numpy.round(draw.uniform(58, 90, (people["job"] == "retired").sum()))
    age[people["job"] == "student"] = numpy.round(draw.uniform(18, 30, (people["job"] == "student").sum()))
    people["age"] = age
    people["balance"] = numpy.round(draw.lognormal(6.3, 1.3, PEOPLE) - 250, 2)
    people["duration"] = numpy.round(draw.gamma(1.6, 165, PEOPLE)) + 5
    people["campaign"] = draw.geometric(0.38, PEOPLE).astype(float)
    leaning = sum(numpy.array([LEANINGS.get(value, 0.0) for value in people[name]]) for name in ("job", "marital", "education"))
    leaning += numpy.where(people["housing"] == "yes", -0.7, 0.3)
    leaning += 0.0042 * people["duration"] - 0.16 * people["campaign"] + 0.25 * numpy.tanh(people["balance"] / 4000)
    leaning += 0.0009 * (people["age"] - 42) ** 2 - 3.1
    says_yes = draw.uniform(size=PEOPLE) < 1 / (1 + numpy.exp(-leaning))
    return people, numpy.where(says_yes, "yes", "no")
