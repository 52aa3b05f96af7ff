"""From a logical form to SPARQL 1.1 that people can read. Total: every form compiles.

The query runs over the union default graph of any SPARQL 1.1 engine; it uses no extension.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from query.conditions import bound_variables, conjuncts, form_variables, only_held, positive
from query.form import Aggregate, Condition, Form, Link, Maybe, Order, Task, Things, Var
from query.groups import indented
from query.most import THRESHOLD, compared, each_once, having, threshold
from query.patterns import Patterns, name_of
from query.phrases import plural
from query.schema import Schema
from query.table import RANK, call, is_table, keys_of, table
from query.zeros import every

DEFINITION = "definition"
SHARE = "percentage"
SOME = "some"  # how many a group has that has any …
NUMBER = f"COALESCE(?{SOME}, 0)"  # … and how many it has
RESULT_NAMES = {"count": "count", "sum": "total", "avg": "average", "min": "least", "max": "greatest"}


@dataclass(frozen=True, slots=True)
class Result:
    """A column of the result: its variable's name, the class of its things ("" for literals), its heading."""

    name: str
    cls: str
    label: str
    label_name: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A compiled form: the SPARQL text, whether it is an ASK, and what its columns are."""

    text: str
    ask: bool
    results: tuple[Result, ...]


def compile_form(form: Form, schema: Schema) -> Query:
    """The SPARQL of a form. Forms of Task.PATH compile as the condition they carry: see `query.paths`."""
    whole = only_held(replace(form, where=form.whole, whole=None), schema).where if form.whole else None
    form = only_held(form, schema)
    patterns = Patterns(schema, certain=counts_only_certain(form))
    if whole is not None:
        return _sharing(form, whole, schema, patterns)
    if form.only is not None and form.order is not None:
        return _coming_first(form, form.only, schema, patterns)
    if form.task is Task.YES_NO:
        body = _chosen(form, patterns) if form.having else patterns.body(form.where, form.target, frozenset())
        return Query(patterns.head() + f"ASK {{\n{indented(body)}\n}}\n", True, ())
    if form.task is Task.COUNT and form.having and not form.group_by and not form.aggregates:
        body = _chosen(form, patterns)
        counted = f"SELECT (COUNT(*) AS ?count) WHERE {{\n{indented(body)}\n}}\n"
        result = Result("count", "", _heading(Aggregate("count", form.target), schema))
        return Query(patterns.head() + counted, False, (result,))
    if form.task in (Task.COUNT, Task.AGGREGATE):
        make = _over_groups if form.over and form.group_by else _aggregating
        return make(form, schema, patterns)
    if is_table(form):
        return _table(form, schema, patterns)
    return _listing(form, schema, patterns)


def _coming_first(form: Form, only: Things, schema: Schema, patterns: Patterns) -> Query:
    """Whether one thing alone has the most: what has it is listed, and must be that and nothing else."""
    listed = _listing(replace(form, task=Task.LIST, only=None), schema, patterns).text.removeprefix(patterns.head())
    name = name_of(form.target)
    known = ", ".join(f"<{iri}>" for iri in only.iris)
    body = [
        f"{{ SELECT (COUNT(DISTINCT {name}) AS ?first) (SAMPLE({name}) AS ?one) WHERE {{ {{",
        *_shift(listed.rstrip().split("\n")),
        "} } }",
        f"FILTER(?first = 1 && ?one IN ({known}))",
    ]
    return Query(f"{patterns.head()}ASK {{\n{indented(body)}\n}}\n", True, ())


def _chosen(form: Form, patterns: Patterns) -> list[str]:
    """A subselect of the targets that pass the form's tests of their numbers."""
    body = patterns.body(form.where, form.target, frozenset(form_variables(form)))
    name = name_of(form.target)
    among = every(form, patterns.schema)
    if among is not None:
        return _with_none(among, form.target, [(form.having[0].aggregate, SOME)], body, patterns) + _tested(
            form, patterns
        )
    tests = having(form, patterns).replace("\n", " ")
    return [f"{{ SELECT {name} WHERE {{", *_shift(body), f"}} GROUP BY {name}{tests} }}"]


def _with_none(
    among: Condition, group: Var, made: list[tuple[Aggregate, str]], body: list[str], patterns: Patterns
) -> list[str]:
    """Every group, whether it has any or not, and where it has some the numbers made of them, named as `made` says."""
    calls = " ".join(f"({call(aggregate, patterns)} AS ?{name})" for aggregate, name in made)
    name = name_of(group)
    groups = [f"{{ SELECT DISTINCT {name} WHERE {{", *_shift(patterns.body(among, group, frozenset({group}))), "} }"]
    return [
        *groups,
        "OPTIONAL {",
        f"  SELECT {name} {calls} WHERE {{",
        *_shift(_shift(body)),
        f"  }} GROUP BY {name}",
        "}",
    ]


def _tested(form: Form, patterns: Patterns) -> list[str]:
    """The tests of a number that is not there where there is none."""
    return [f"FILTER({NUMBER} {h.op.value} {patterns.literal(h.value)})" for h in form.having]


def _sharing(form: Form, whole: Condition, schema: Schema, patterns: Patterns) -> Query:
    """The percentage of all targets that are so, with their numbers; or whether all are, of which there are some."""
    lines = []
    for name, where in (("count", form.where), ("all", whole)):
        body = patterns.body(where, form.target, frozenset({form.target}))
        lines += [f"{{ SELECT (COUNT(DISTINCT {name_of(form.target)}) AS ?{name}) WHERE {{", *_shift(body), "} }"]
    if form.task is Task.YES_NO:
        lines.append("FILTER(?count = ?all && ?all > 0)")
        return Query(patterns.head() + f"ASK {{\n{indented(lines)}\n}}\n", True, ())
    share = f"(ROUND(1000.0 * ?count / ?all) / 10 AS ?{SHARE}) ?count ?all"
    made = _heading(Aggregate("count", form.target), schema)
    results = (Result(SHARE, "", SHARE.capitalize()), Result("count", "", made), Result("all", "", "Of"))
    return Query(f"{patterns.head()}SELECT {share} WHERE {{\n{indented(lines)}\n}}\n", False, results)


def _over_groups(form: Form, schema: Schema, patterns: Patterns) -> Query:
    """One number made of the number of every group: the average number of actions for each owner."""
    group = form.group_by
    assert group is not None
    counted = (tuple(form.aggregates) or (Aggregate("count", form.target),))[0]
    body = patterns.body(form.where, form.target, frozenset(form_variables(form)))
    among = every(form, schema) if not form.having else None
    if among is not None:
        inner, each = _with_none(among, group, [(counted, SOME)], body, patterns), NUMBER
    else:
        inner = [f"{{ SELECT {name_of(group)} ({call(counted, patterns)} AS ?each) WHERE {{", *_shift(body)]
        inner.append(f"}} GROUP BY {name_of(group)}{having(form, patterns)} }}".replace("\n", " "))
        each = "?each"
    name = RESULT_NAMES[form.over]
    text = f"{patterns.head()}SELECT ({form.over.upper()}({each}) AS ?{name}) WHERE {{\n{indented(inner)}\n}}\n"
    made = _heading(counted, schema)
    said = f"{name.capitalize()} {made[:1].lower()}{made[1:]}"
    return Query(text, False, (Result(name, "", said),))


def counts_only_certain(form: Form) -> bool:
    """Whether guesses must stay out: everything but a plain list."""
    listing = form.task in (Task.LIST, Task.PATH, Task.DEFINE)
    return not listing or bool(form.order and form.order.aggregate) or bool(form.having) or bool(form.group_by)


def bindings_query(form: Form, schema: Schema, targets: tuple[str, ...], limit: int) -> str:
    """A SELECT of every variable that matches give a value to, for the given targets (IRIs; none for all)."""
    variables = tuple(dict.fromkeys((*form_variables(form), *bound_variables(form.where))))
    return distinct_query(form, schema, variables, limit, targets)


def distinct_query(
    form: Form, schema: Schema, variables: Sequence[Var], limit: int, targets: tuple[str, ...] = ()
) -> str:
    """A SELECT of at most `limit` different values of some variables in a form's matches, in any order."""
    form = only_held(form, schema)
    patterns = Patterns(schema, certain=counts_only_certain(form))
    body = patterns.body(form.where, form.target, frozenset(variables))
    if targets:
        body.insert(0, f"VALUES {name_of(form.target)} {{ {' '.join(f'<{t}>' for t in targets)} }}")
    names = " ".join(name_of(v) for v in variables)
    return f"{patterns.head()}SELECT DISTINCT {names} WHERE {{\n{indented(body)}\n}} LIMIT {limit}\n"


def _table(form: Form, schema: Schema, patterns: Patterns) -> Query:
    body = patterns.body(form.where, form.target, frozenset(form_variables(form)))
    results = [_result(v, schema) for v in keys_of(form)]
    results = [replace(r, label_name="") for r in results]
    made = _numbers(tuple(dict.fromkeys(form.aggregates)))
    text, ranked = table(form, patterns, body, made, having(form, patterns))
    results += [Result(name, "", _heading(a, schema)) for a, name in made]
    if ranked and form.order:
        results.append(Result(RANK[1:], "", _heading(Aggregate(form.order.aggregate, form.order.var), schema)))
    return Query(f"{patterns.head()}{text}\n", False, tuple(results))


def _numbers(aggregates: tuple[Aggregate, ...]) -> list[tuple[Aggregate, str]]:
    """Aggregates with names for their columns."""
    named = []
    for number, aggregate in enumerate(aggregates):
        same = sum(a.function == aggregate.function for a in aggregates) > 1
        name = RESULT_NAMES[aggregate.function] + (f"_{name_of(aggregate.var)[1:]}" if same or number else "")
        named.append((aggregate, name))
    return named


def _listing(form: Form, schema: Schema, patterns: Patterns) -> Query:
    shown = tuple(dict.fromkeys((form.target, *form.columns, *([form.group_by] if form.group_by else ()))))
    order = form.order
    wanted = frozenset(form_variables(form))
    body = patterns.body(form.where, form.target, wanted)
    results = [_result(v, schema) for v in shown]
    among = every(form, schema) if form.task is Task.LIST else None
    if among is not None:
        return _with_fewest(form, among, body, results[0], patterns)
    results = [r if r.name in _always(form) else replace(r, label_name="") for r in results]
    labels = [_labelled(r, schema, patterns) for r in results if r.label_name]
    if form.task is Task.DEFINE and schema.definitions and not form.columns:
        results.append(Result(DEFINITION, "", DEFINITION.capitalize()))
        props = "|".join(patterns.prop(p) for p in schema.definitions)
        labels.append(f"OPTIONAL {{ {name_of(form.target)} {props} ?{DEFINITION} }}")
    selected = [f"?{name}" for r in results for name in (r.name, r.label_name) if name]
    grouping = bool(form.having) or bool(order and order.aggregate)
    computed = f"?{_aggregate_name(order)}" if order and order.aggregate else ""
    columns = list(selected)
    if order and order.aggregate:
        columns.append(f"({call(Aggregate(order.aggregate, order.var), patterns)} AS {computed})")
    elif order and order.var not in shown:
        columns.append(name_of(order.var))
    tail = having(form, patterns)
    first: list[str] = []
    test: list[str] = []
    if order and order.limit is not None and order.ties:
        # what the last one kept has comes first: an engine that hands bindings on into a subselect has none to hand on
        first = threshold(form, order, Patterns(schema, certain=counts_only_certain(form), fresh="inner"))
        test = [f"FILTER({computed or name_of(order.var)} {compared(order)} {THRESHOLD})"]
    if order and order.aggregate:  # labels are looked up for groups, not for each of their matches
        keys = " ".join(f"?{r.name}" for r in results)
        body = each_once(form, order, [f"?{r.name}" for r in results], body)
        body = [f"{{ SELECT {keys} {columns.pop()} WHERE {{", *_shift(body), f"}} GROUP BY {keys}{tail} }}"]
        columns, grouping, tail = [*columns, computed], False, ""
    body = [*first, *body, *test]
    keyword = "SELECT" if grouping else "SELECT DISTINCT"
    text = f"{patterns.head()}{keyword} {' '.join(columns)} WHERE {{\n{indented([*body, *labels])}\n}}"
    if grouping:
        alone = order and not order.aggregate and order.var not in shown
        text += f"\nGROUP BY {' '.join([*selected, *([name_of(order.var)] if order and alone else [])])}"
    text += tail + _ordering(form, results, computed)
    if order and order.aggregate:
        results.append(Result(computed[1:], "", _heading(Aggregate(order.aggregate, order.var), schema)))
    elif order and order.var not in shown:
        results.append(_result(order.var, schema))
    return Query(text + "\n", False, tuple(results))


def _with_fewest(form: Form, among: Condition, body: list[str], result: Result, patterns: Patterns) -> Query:
    """Those of all groups that have fewest, or less than some number: none is less than any."""
    order = form.order
    counted = order.var if order else form.having[0].aggregate.var
    made = [(Aggregate("count", counted), SOME)]
    lines = [*_with_none(among, form.target, made, body, patterns), *_tested(form, patterns)]
    if order and order.limit is not None:
        inner = Patterns(patterns.schema, certain=patterns.certain, fresh="inner")
        again = inner.body(form.where, form.target, frozenset(form_variables(form)))
        groups = [*_with_none(among, form.target, made, again, inner), *_tested(form, inner)]
        first = [f"SELECT ({NUMBER} AS ?n) WHERE {{", *_shift(groups), f"}} ORDER BY ?n LIMIT {order.limit}"]
        lines = [f"{{ SELECT (MAX(?n) AS {THRESHOLD}) WHERE {{ {{", *_shift(first), "} } }", *lines]
        lines.append(f"FILTER({NUMBER} <= {THRESHOLD})")
    results = [result]
    if result.label_name:
        lines.append(_labelled(result, patterns.schema, patterns))
    names = [f"?{name}" for name in (result.name, result.label_name) if name]
    columns = list(names)
    if order:
        columns.append(f"({NUMBER} AS ?{_aggregate_name(order)})")
        results.append(Result(_aggregate_name(order), "", _heading(made[0][0], patterns.schema)))
    text = f"{patterns.head()}SELECT DISTINCT {' '.join(columns)} WHERE {{\n{indented(lines)}\n}}"
    keys = [f"?{_aggregate_name(order)}"] if order else []
    return Query(f"{text}\nORDER BY {' '.join([*keys, *reversed(names)])}\n", False, tuple(results))


def _ordering(form: Form, results: list[Result], computed: str) -> str:
    """ORDER BY (always, so that the same question gives the same rows in the same order) and LIMIT."""
    keys: list[str] = []
    order = form.order
    if order:
        by = computed or name_of(order.var)
        if order.limit is None and not computed:
            by = next((f"?{r.label_name}" for r in results if f"?{r.name}" == by and r.label_name), by)
            keys.append(f"(!BOUND({by}))")  # what has none comes last
        keys.append(f"{'DESC' if order.descending else 'ASC'}({by})")
    for result in results:
        keys += [f"?{result.label_name}"] if result.label_name else []
        keys.append(f"?{result.name}")
    text = f"\nORDER BY {' '.join(dict.fromkeys(keys))}"
    if order and order.limit is not None and not order.ties:
        text += f"\nLIMIT {order.limit}"
    return text


def _aggregating(form: Form, schema: Schema, patterns: Patterns) -> Query:
    """COUNT, or other aggregates over each target once, for all or for each group."""
    aggregates = tuple(dict.fromkeys(form.aggregates)) or (Aggregate("count", form.target),)
    group = form.group_by
    wanted = frozenset(form_variables(form))
    body = patterns.body(form.where, form.target, wanted)
    results: list[Result] = []
    among = every(form, schema) if group and not form.having else None
    if group:
        results.append(_result(group, schema))
        if results[0].label_name and among is None:
            body.append(_labelled(results[0], schema, patterns))
    keys = [f"?{name}" for r in results for name in (r.name, r.label_name) if name]
    if any(a.function != "count" for a in aggregates):
        holders = [
            part.subject
            for part in positive(form.where)
            if isinstance(part, Link) and any(part.object == a.var for a in aggregates)
        ]
        known = keys if among is None else keys[:1]
        inner = dict.fromkeys([*known, *(name_of(v) for v in (form.target, *holders, *(a.var for a in aggregates)))])
        body = [f"{{ SELECT DISTINCT {' '.join(inner)} WHERE {{", *_shift(body), "} }"]
    columns = []
    numbers = _numbers(aggregates)
    for aggregate, name in numbers:
        made = call(aggregate, patterns) if among is None else f"COALESCE(?{name}_{SOME}, 0)"
        columns.append(f"({made} AS ?{name})")
        results.append(Result(name, "", _heading(aggregate, schema)))
    if among is not None and group:
        body = _with_none(among, group, [(a, f"{name}_{SOME}") for a, name in numbers], body, patterns)
        if results[0].label_name:
            body.append(_labelled(results[0], schema, patterns))
    tests = having(form, patterns)
    text = f"{patterns.head()}SELECT {' '.join([*keys, *columns])} WHERE {{\n{indented(body)}\n}}"
    if group:
        text += f"\nGROUP BY {' '.join(keys)}" + tests if among is None else ""
        first = results[1].name
        order = form.order
        direction = "ASC" if order and not order.descending else "DESC"
        text += f"\nORDER BY {direction}(?{first}) {' '.join(keys)}"
        if order and order.limit is not None:
            text += f"\nLIMIT {order.limit}"
    return Query(text + "\n", False, tuple(results))


def _always(form: Form) -> set[str]:
    """The names of the variables that have a value in every match."""
    parts = (part for part in conjuncts(form.where) if not isinstance(part, Maybe))
    return {name_of(v)[1:] for v in (form.target, *(v for part in parts for v in bound_variables(part)))}


def _labelled(result: Result, schema: Schema, patterns: Patterns) -> str:
    return f"OPTIONAL {{ ?{result.name} {patterns.prop(schema.label_property(result.cls))} ?{result.label_name} }}"


def _aggregate_name(order: Order) -> str:
    return RESULT_NAMES[order.aggregate]


def _heading(aggregate: Aggregate, schema: Schema) -> str:
    what = schema.class_label(aggregate.var.cls) if aggregate.var.cls else aggregate.var.name.replace("_", " ")
    return {
        "count": f"Number of {plural(what)}",
        "sum": f"Total {what}",
        "avg": f"Average {what}",
        "min": f"Least {what}",
        "max": f"Greatest {what}",
    }[aggregate.function]


def _result(var: Var, schema: Schema) -> Result:
    heading = schema.class_label(var.cls) if var.cls else var.name.replace("_", " ")
    shown = var.cls and schema.printed and schema.label_property(var.cls)  # of a strange graph just what is asked for
    label_name = f"{name_of(var)[1:]}Label" if shown else ""
    return Result(name_of(var)[1:], var.cls, heading[:1].upper() + heading[1:], label_name)


def _shift(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
