"""Read the tools off a world: searches, gets, reports and actions, as user 1 has them.

In:  a settled `World`.
Out: `Tool` records. `backstage_tools_of` gives also what user 1 does not have: history needs it, nobody sees it.
"""

from typing import Any

from authors.procedural.language import capitalised
from authors.procedural.model import Action as WorldAction
from authors.procedural.model import Entity, Field, Param, Report
from authors.procedural.world import World
from schemas import Action, ParameterMeaning, Returns, Tool


def tools_of(world: World) -> list[Tool]:
    """The tools that user 1 has: context, searches, gets, reports, actions."""
    entities = [entity for entity in world.entities.values() if world.searchable(entity)]
    tools = [context_tool(world)]
    if world.for_customer:
        tools.append(_profile_tool(world))
    tools += [_search_tool(world, entity) for entity in entities]
    tools += [_get_tool(world, entity) for entity in entities if world.gettable(entity)]
    tools += [_report_tool(world, report) for report in world.reports.values() if world.visible(report.audience)]
    tools += [action_tool(world, action) for action in world.actions.values() if world.visible(action.audience)]
    return tools


def number_of_tools(world: World) -> int:
    """How many tools `tools_of` gives, counted without making them."""
    entities = [entity for entity in world.entities.values() if world.searchable(entity)]
    audiences = [*(one.audience for one in world.reports.values()), *(one.audience for one in world.actions.values())]
    return (
        (2 if world.for_customer else 1)
        + len(entities)
        + sum(world.gettable(entity) for entity in entities)
        + sum(map(world.visible, audiences))
    )


def backstage_tools_of(world: World) -> list[Tool]:
    """Tools for what happens there but is not user 1's to do; only simulated history calls them."""
    return [action_tool(world, action) for action in world.actions.values() if not world.visible(action.audience)]


def context_tool(world: World) -> Tool:
    """Today's date and who is signed in."""
    table, role = (world.party.table, "") if world.for_customer else (world.staff.table, ", role")
    sql = (
        f"SELECT date(now()) AS today, '{_quoted(world.organisation)}' AS organisation, name AS signed_in_as{role} "
        f"FROM {table} WHERE id = :user_id"
    )
    return Tool(
        name="get_context",
        description="Today's date, the organisation and who is signed in.",
        parameters={},
        returns=Returns(sql=sql, shape="row"),
        action=Action(does="report"),
    )


def _profile_tool(world: World) -> Tool:
    return Tool(
        name="get_my_profile",
        description="Your own account: name, contact details and status.",
        parameters={},
        returns=Returns(sql=world.row_of(world.party, ":user_id"), shape="row"),
        action=Action(does="get", table=world.party.table),
    )


def _search_tool(world: World, entity: Entity) -> Tool:
    columns, joins = world.columns_selected(entity)
    properties: dict[str, Any] = {}
    meanings: dict[str, ParameterMeaning] = {}
    wheres = [f"x.{entity.owner} = :user_id"] if world.mine(entity) else []
    for one in entity.fields:
        if not one.filter or (world.mine(entity) and one.name == entity.owner):
            continue
        if one.meaning == "reference" and world.for_customer and world.referenced(entity, one).backstage:
            continue
        _add_filter(world, entity, one, properties, meanings, wheres)
    listing = "ids, names and details" if entity.name_column else "ids and details"
    whose = f"Your own {entity.noun.plural}" if world.mine(entity) else capitalised(entity.noun.plural)
    how = ", by any combination of filters" if properties else ""
    return Tool(
        name=world.search_name(entity),
        description=f"{whose}{how}: {listing}.",
        parameters={"properties": properties},
        returns=Returns(
            sql=f"SELECT {', '.join(columns)} FROM {entity.table} x {' '.join(joins)} "
            f"WHERE {' AND '.join(wheres) or '1'} ORDER BY {search_order(entity)}",
            shape="rows",
        ),
        action=Action(does="search", table=entity.table),
        meanings=meanings,
    )


def search_order(entity: Entity) -> str:
    """By name, else by id: total, and documented nowhere, so that nothing can depend on it."""
    return f"x.{entity.name_column}, x.id" if entity.name_column else "x.id"


def _add_filter(
    world: World, entity: Entity, one: Field, properties: dict[str, Any], meanings: dict[str, ParameterMeaning],
    wheres: list[str],
) -> None:  # fmt: skip
    column = f"x.{one.name}"
    if one.meaning == "name":
        properties[one.name] = {"type": "string", "description": f"Part of the {one.said}"}
        wheres.append(f"(:{one.name} IS NULL OR instr(lower({column}), lower(:{one.name})) > 0)")
    elif one.meaning in ("category", "state"):
        properties[one.name] = {"type": "string", "enum": list(one.values), "description": f"Only this {one.said}"}
        wheres.append(f"(:{one.name} IS NULL OR {column} = :{one.name})")
    elif one.meaning == "reference":
        other = world.referenced(entity, one)
        properties[one.name] = {"type": "integer", "description": f"Only those of this {one.label or other.noun}"}
        meanings[one.name] = ParameterMeaning(references=other.table, column=one.name)
        wheres.append(f"(:{one.name} IS NULL OR {column} = :{one.name})")
        return
    elif one.meaning == "flag":
        properties[one.name] = {"type": "boolean", "description": f"Only those where this holds: {one.said}"}
        wheres.append(f"(:{one.name} IS NULL OR {column} = :{one.name})")
    elif one.meaning == "date":
        _add_date_filter(one, properties, meanings, wheres)
        return
    else:
        at_least = f"min_{one.name}"
        properties[at_least] = {"type": "integer", "minimum": 0, "description": f"At least this {one.said}"}
        meanings[at_least] = ParameterMeaning(column=one.name)
        wheres.append(f"(:{at_least} IS NULL OR {column} >= :{at_least})")
        return
    meanings[one.name] = ParameterMeaning(column=one.name)


def _add_date_filter(
    one: Field, properties: dict[str, Any], meanings: dict[str, ParameterMeaning], wheres: list[str]
) -> None:
    for bound, sign, words in (("from", ">=", "on or after"), ("to", "<=", "on or before")):
        name = f"{one.name.removesuffix('_on').removesuffix('_at')}_{bound}"
        properties[name] = {"type": "string", "format": "date", "description": f"{one.said} {words} this day"}
        meanings[name] = ParameterMeaning(column=one.name)
        wheres.append(f"(:{name} IS NULL OR date(x.{one.name}) {sign} :{name})")


def _get_tool(world: World, entity: Entity) -> Tool:
    columns, joins = world.columns_selected(entity)
    nested = [part.words for part in world.parts(entity)]
    columns += [_nested_list(world, entity, part) for part in world.parts(entity)]
    steps = world.found(entity)
    if world.mine(entity) is False:
        steps = [world.exists(entity)]
    detail = f" with its {' and '.join(part.noun.plural for part in world.parts(entity))}" if nested else ""
    return Tool(
        name=world.get_name(entity),
        description=f"One {entity.noun}{detail}.",
        parameters={
            "properties": {entity.key: {"type": "integer", "description": f"The {entity.noun}"}},
            "required": [entity.key],
        },
        steps=steps,
        returns=Returns(
            sql=f"SELECT {', '.join(columns)} FROM {entity.table} x {' '.join(joins)} WHERE x.id = :{entity.key}",
            shape="row",
            json_columns=nested,
        ),
        action=Action(does="get", table=entity.table),
        meanings={entity.key: ParameterMeaning(references=entity.table, column="id")},
    )


def _nested_list(world: World, entity: Entity, part: Entity) -> str:
    columns, joins = world.columns_selected(part, "p")
    back = world.reference_to(part, entity.role)
    assert back is not None, f"{part.role} is part of {entity.role} but does not refer to it"
    pairs = ", ".join(f"'{column.rpartition(' AS ')[2].removeprefix('p.')}', {column.partition(' AS ')[0]}"
                      for column in columns)  # fmt: skip
    return (
        f"(SELECT json_group_array(json_object({pairs}) ORDER BY p.id) FROM {part.table} p {' '.join(joins)} "
        f"WHERE p.{back.name} = x.id) AS {part.words}"
    )


def _report_tool(world: World, report: Report) -> Tool:
    properties, required, meanings = parameters_of(world, report.params, report.entity)
    table = world.entities[report.entity].table if report.entity else None
    return Tool(
        name=report.name,
        description=report.description,
        parameters={"properties": properties, "required": required},
        steps=list(report.steps),
        returns=Returns(sql=report.returns, shape=report.shape),
        action=Action(does="report", table=table),
        meanings=meanings,
    )


def action_tool(world: World, action: WorldAction) -> Tool:
    """The tool of one action."""
    properties, required, meanings = parameters_of(world, action.params, action.entity)
    return Tool(
        name=action.name,
        description=action.description,
        parameters={"properties": properties, "required": required},
        steps=list(action.steps),
        returns=Returns(sql=action.returns, shape="row"),
        action=Action(
            does=action.does, table=world.entities[action.entity].table,
            phrases=[_plain_phrase(world, phrase, properties) for phrase in action.phrases],
        ),
        meanings=meanings,
    )  # fmt: skip


def _plain_phrase(world: World, phrase: str, properties: dict[str, Any]) -> str:
    """A phrase as the published layer has it: no optional part that has no argument here, no article forms."""
    head, bracket, rest = phrase.partition("[")
    if bracket:
        inside, _, tail = rest.partition("]")
        keep = all(name in properties for name in _names(inside))
        phrase = head + (inside if keep else "") + tail
    return phrase.replace(":a}", "}")


def _names(text: str) -> list[str]:
    return [piece.partition("}")[0].partition(":")[0] for piece in text.split("{")[1:]]


def parameters_of(
    world: World, params: tuple[Param, ...], role: str
) -> tuple[dict[str, Any], list[str], dict[str, ParameterMeaning]]:
    """JSON Schema properties, the required names, and the meanings of an action's or report's parameters."""
    properties = {param.name: _property(world, param) for param in params}
    required = [param.name for param in params if not param.optional]
    return properties, required, {param.name: _parameter_meaning(world, param, role) for param in params}


def _parameter_meaning(world: World, param: Param, role: str) -> ParameterMeaning:
    return ParameterMeaning(
        references=world.entities[param.of].table if param.kind == "reference" else None,
        column=_column_filled(world, param, role),
        pick=param.pick or None if not param.depends and param.kind != "lines" else None,
        samples=list(param.values) if param.kind == "text" else [],
        unit=param.unit.singular if param.unit else ("cents" if param.kind == "money" else None),
    )


def _column_filled(world: World, param: Param, role: str) -> str | None:
    """The column of the tool's table that the argument fills, or the id of the row that it names."""
    if not role:
        return None
    entity = world.entities[role]
    name = param.column or param.name
    if any(each.name == name for each in entity.fields):
        return name
    return "id" if param.kind == "reference" and param.of == role else None


def _property(world: World, param: Param) -> dict[str, Any]:
    about: dict[str, Any] = {"description": param.description}
    if param.kind == "reference":
        return {"type": "integer", **about}
    if param.kind == "quantity":
        return {"type": "integer", "minimum": param.low, "maximum": max(param.high * 10, 100), **about}
    if param.kind == "money":
        return {"type": "integer", "minimum": 0, "description": f"{param.description}, in cents"}
    if param.kind == "date":
        return {"type": "string", "format": "date", **about}
    if param.kind == "moment":
        return {"type": "string", "format": "date-time", **about}
    if param.kind == "category":
        return {"type": "string", "enum": list(param.values), **about}
    if param.kind == "flag":
        return {"type": "boolean", **about}
    if param.kind == "lines":
        return _lines_property(world, param)
    return {"type": "string", "minLength": 1, "maxLength": 500, **about}


def _lines_property(world: World, param: Param) -> dict[str, Any]:
    item = world.entities[param.of]
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": 20,
        "description": param.description,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [item.key, "quantity"],
            "properties": {
                item.key: {"type": "integer", "description": f"The {item.noun}"},
                "quantity": {"type": "integer", "minimum": 1, "maximum": 100, "description": "How many"},
            },
        },
    }


def _quoted(text: str) -> str:
    return text.replace("'", "''")
