"""What is called straight answers as the application does, to which a layer that sees everything leads all calls."""

from types import ModuleType
from typing import Any

import pytest

from environments.confined.operations import operations_of
from environments.confined.short_way import ShortWay, shortened
from environments.exchange.awm.files import Scenario
from environments.exchange.awm.importing import import_scenario
from environments.imported import PythonEnvironment

SOURCE = """
import os
from datetime import date
from enum import Enum
from typing import Dict, List, Literal, Optional

from fastapi import BackgroundTasks, Body, Depends, FastAPI, Header, HTTPException, Path, Query, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from pydantic import BaseModel, Field
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker

engine = create_engine(os.getenv("DATABASE_PATH", "sqlite:///x.db"))
SessionLocal = sessionmaker(bind=engine)
Base = declarative_base()


class Thing(Base):
    __tablename__ = "things"
    id = Column(Integer, primary_key=True)
    name = Column(String)


Base.metadata.create_all(engine)
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"])
LAYERS
seen = []


@app.exception_handler(KeyError)
async def missing(request: Request, fault: KeyError):
    content = {"missing": str(fault), "at": request.url.path, "asked": str(request.path_params)}
    return JSONResponse(content, status_code=418)


@app.exception_handler(LookupError)
async def passed_on(request: Request, fault: LookupError):
    raise HTTPException(403, "raised by a handler")


def get_db():
    db = SessionLocal()
    try:
        yield db
        seen.append("closed well")
    except HTTPException:
        db.add(Thing(name="written as it failed"))
        db.commit()
        raise
    finally:
        db.close()


async def counted():
    yield len(seen)


def hiding():
    try:
        yield 1
    except ZeroDivisionError:
        pass


def late():
    yield 1
    raise KeyError("too late")


def refusing():
    raise HTTPException(401, "who are you?")


async def today():
    return date(2026, 2, 3)


class Kind(str, Enum):
    tent = "tent"
    rope = "rope"


class Size(BaseModel):
    width: float = 1.0
    kind: Kind = Kind.tent


class ThingIn(BaseModel):
    name: str = Field(..., min_length=2)
    size: Optional[Size] = None
    tags: List[str] = []


class ThingOut(BaseModel):
    id: int
    name: str
    note: Optional[str] = None


@app.get("/things/best", operation_id="best")
async def best():
    return {"best": True, "tiny": 0.00001, "large": 1e16, "odd": 1e-9, "none": None}


@app.get("/things/{thing_id}", operation_id="get_thing", response_model=ThingOut, response_model_exclude_unset=True)
async def get_thing(thing_id: int = Path(..., ge=1), db: Session = Depends(get_db)):
    if thing_id == 7:
        raise KeyError("seven")
    if thing_id == 8:
        raise IndexError("eight")
    if thing_id == 9:
        raise ZeroDivisionError
    if thing_id == 10:
        raise SystemExit
    if thing_id == 11:
        return {"id": "eleven"}
    found = db.get(Thing, thing_id)
    if found is None:
        raise HTTPException(status_code=404, detail="No such thing", headers={"x": "y"})
    return ThingOut(id=found.id, name=found.name)


@app.get("/{what}/all/parts", operation_id="all_parts")
async def all_parts(what: str):
    return {"all": what}


@app.get("/things/{thing_id}/parts", operation_id="parts")
def parts(
    thing_id: str, most: int = 3, q: Optional[str] = None, price: Optional[float] = Query(None, ge=0),
    kind: Optional[Kind] = None, how: Literal["up", "down"] = "up", on: Optional[date] = None, deep: bool = False,
):
    return [thing_id, most, q, price, kind, how, on, deep]


@app.get("/search", operation_id="search", response_model=List[ThingOut])
async def search(
    name: str = Query("", alias="called"), db: Session = Depends(get_db), again: Session = Depends(get_db)
):
    assert db is again
    return db.query(Thing).filter(Thing.name.contains(name)).order_by(Thing.id).all()


@app.get("/tagged", operation_id="tagged")
async def tagged(tags: List[str] = Query([]), most: int = 1):
    return tags * most


@app.post("/things", operation_id="make_thing", status_code=201, response_model=ThingOut)
async def make_thing(body: ThingIn, db: Session = Depends(get_db)):
    thing = Thing(name=body.name + "".join(body.tags))
    db.add(thing)
    if body.name == "odd":
        db.flush()
        raise ValueError("odd")
    db.commit()
    db.refresh(thing)
    return thing


@app.put("/things/{thing_id}", operation_id="change_thing")
def change_thing(thing_id: int, loud: bool = False, body: Dict[str, str] = Body(...), db: Session = Depends(get_db)):
    thing = db.get(Thing, thing_id)
    thing.name = body["name"].upper() if loud else body["name"]
    db.commit()
    return {"name": thing.name}


@app.patch("/things/{thing_id}", operation_id="rename")
async def rename(thing_id: int, name: str = Body(...), times: int = Body(1)):
    return {"name": name * times, "id": thing_id}


@app.delete("/things/{thing_id}", operation_id="remove", status_code=204)
async def remove(thing_id: int, db: Session = Depends(get_db)):
    db.query(Thing).filter(Thing.id == thing_id).delete()
    db.commit()


@app.get("/shown/{how}", operation_id="shown", response_model=None)
async def shown(how: str, count: int = Depends(counted), day: date = Depends(today)):
    if how == "plain":
        return PlainTextResponse(f"plain {count >= 0} {day}", status_code=202)
    if how == "stream":
        return StreamingResponse(iter(["a", "b"]), media_type="text/plain")
    if how == "json":
        return JSONResponse({"json": how}, status_code=409)
    if how == "nan":
        return float("nan")
    return {"day": day, "how": how}


@app.get("/hidden", operation_id="hidden")
async def hidden(one: int = Depends(hiding)):
    return 1 // 0


@app.get("/late", operation_id="too_late")
async def too_late(one: int = Depends(late)):
    return {"one": one}


@app.get("/refused", operation_id="refused", dependencies=[Depends(refusing)])
async def refused(most: int = 1):
    return most


@app.get("/asked", operation_id="asked")
async def asked(request: Request, response: Response, tasks: BackgroundTasks, x_who: str = Header("nobody")):
    response.status_code = 203
    tasks.add_task(seen.append, "task")
    return {"path": request.url.path, "who": x_who}


@app.get("/nothing", operation_id="nothing")
async def nothing():
    seen.append("nothing")
"""
SEEING = """
class Seeing:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


app.add_middleware(Seeing)
"""
STRAIGHT = {"best", "all_parts", "get_thing", "parts", "search", "make_thing", "change_thing", "remove", "shown",
            "hidden", "too_late", "refused", "nothing"}  # fmt: skip

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("best", {}),
    *(("get_thing", {"thing_id": number}) for number in (1, 0, 7, 8, 9, 10, 11, 12, 2**70)),
    ("parts", {"thing_id": "rope"}),
    ("parts", {"thing_id": "all"}),
    ("all_parts", {"what": "things"}),
    ("parts", {"thing_id": "a b/c"}),
    ("parts", {"thing_id": ""}),
    ("parts", {"thing_id": "ü", "q": "größer & <+>%20 =", "price": 2.50, "kind": "rope", "how": "down", "deep": True}),
    ("parts", {"thing_id": ".", "most": 2**65, "q": "", "price": 1e-7, "on": "2026-02-03", "deep": False}),
    ("parts", {"thing_id": "x", "price": -1}),
    ("parts", {"thing_id": "x", "kind": "none"}),
    ("parts", {"thing_id": "x", "on": "soon"}),
    ("parts", {"thing_id": "x", "extra": "ignored"}),
    ("search", {}),
    ("search", {"called": "e"}),
    ("search", {"name": "e"}),
    ("tagged", {"tags": ["a", "b"], "most": 2}),
    ("make_thing", {"name": "tent", "tags": ["a", "ß"], "size": {"width": 2, "kind": "rope"}}),
    ("make_thing", {"name": "t"}),
    ("make_thing", {"name": "odd"}),
    ("make_thing", {"name": "rope", "size": {"kind": "none"}}),
    ("make_thing", {}),
    ("change_thing", {"thing_id": 1, "name": "loud", "loud": True}),
    ("change_thing", {"thing_id": 1, "named": "nothing"}),
    ("change_thing", {"thing_id": 1}),
    ("rename", {"thing_id": 3, "name": "ab", "times": 2}),
    ("search", {}),
    ("remove", {"thing_id": 1}),
    *(("shown", {"how": how}) for how in ("plain", "stream", "json", "nan", "so")),
    ("hidden", {}),
    ("too_late", {}),
    ("refused", {"most": 2}),
    ("refused", {"most": "two"}),
    ("asked", {"x-who": "me"}),
    ("nothing", {}),
    ("search", {}),
]


@pytest.fixture(scope="module")
def answers(confinement: Any) -> dict[str, list[Any]]:
    """By source: all calls' answers, and the changes that each made."""
    return {layers: answered(SOURCE.replace("LAYERS", layers), confinement) for layers in ("", SEEING)}


def answered(source: str, confinement: Any) -> list[Any]:
    design = {"tables": [{"name": "things", "ddl": "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)"}]}
    rows = [f"INSERT INTO things VALUES ({number}, '{name}')" for number, name in ((1, "tent"), (2, "rope"))]
    sample = {"tables": [{"table_name": "things", "insert_statements": rows}]}
    scenario = Scenario("trial", "Trial", tasks=["Do it."], design=design, sample=sample, source=source)
    environment = PythonEnvironment(import_scenario(scenario, confinement), confinement)
    said = []
    with environment.session() as session:
        for name, arguments in CALLS:
            result = session.call(name, arguments)
            said.append([name, arguments, result.said, result.error and result.error.kind, session.changes()])
    environment.unload()
    return said


@pytest.mark.parametrize("number", range(len(CALLS)))
def test_a_call_answers_and_changes_the_same(number: int, answers: dict[str, list[Any]]):
    assert answers[""][number] == answers[SEEING][number]


def test_calls_of_all_kinds_were_made(answers: dict[str, list[Any]]):
    kinds = {answer[3] for answer in answers[""]}
    assert {None, "invalid", "not_found", "conflict", "forbidden"} <= kinds
    assert any(answer[4] for answer in answers[""])


@pytest.mark.parametrize(("layers", "expected"), [("", STRAIGHT), (SEEING, set())])
def test_what_is_called_straight(layers: str, expected: set[str]):
    assert {name for name, way in ways(SOURCE.replace("LAYERS", layers)).items() if way is not None} == expected


def test_routes_and_dependencies_that_change_later_end_it():
    for change in ("app.dependency_overrides[get_db] = today", "app.get('/more')(today)"):
        made = module(SOURCE.replace("LAYERS", ""))
        way = shortened(made.app, operations_of(made.app.openapi()))
        assert isinstance(way, ShortWay) and way.straight_to("search") is not None
        exec(change, vars(made))
        assert way.straight_to("search") is None


def ways(source: str) -> dict[str, Any]:
    made = module(source)
    operations = operations_of(made.app.openapi())
    way = shortened(made.app, operations)
    assert isinstance(way, ShortWay)
    return {each.name: way.straight_to(each.name) for each in operations}


def module(source: str) -> Any:
    made = ModuleType("trial_of_straight")
    exec(compile(source.replace("sqlite:///x.db", "sqlite://"), "<trial>", "exec"), vars(made))
    return made
