"""A small application, loaded and called once in the nursery, so that everything which is imported late is there.

In:  nothing.
Out: imported modules. Behind the walls there may be no file to import from.
"""

import asyncio
import importlib
import sqlite3
import sys

import anyio.to_thread

from environments.confined.module_host import host
from environments.confined.screen import MODULE_IMPORTS

TRIAL = """
from typing import List, Optional
from datetime import datetime
from fastapi import Body, FastAPI, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Integer, String, Text, create_engine, func
from sqlalchemy.orm import declarative_base, relationship, sessionmaker
engine = create_engine("sqlite://")
SessionLocal = sessionmaker(bind=engine)
Base = declarative_base()
class Thing(Base):
    __tablename__ = "things"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    at = Column(DateTime, default=datetime.utcnow)
Base.metadata.create_all(engine)
app = FastAPI(title="Trial")
class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: Optional[str] = Field(None, description="d")
    at: datetime
class In(BaseModel):
    name: str
@app.get("/things", operation_id="list_things", response_model=List[Out])
async def list_things(name: Optional[str] = Query(None), most: int = Query(5, ge=1)):
    session = SessionLocal()
    found = session.query(Thing).filter(Thing.name.ilike("%")).order_by(func.lower(Thing.name)).limit(most).all()
    session.close()
    return found
@app.post("/things/{kind}", operation_id="make_thing", response_model=Out)
async def make_thing(kind: int, body: In):
    session = SessionLocal()
    thing = Thing(name=body.name)
    session.add(thing)
    session.commit()
    session.refresh(thing)
    if kind:
        raise HTTPException(status_code=404, detail="none")
    made = Out.model_validate(thing)
    session.close()
    return made
"""


def warm_up() -> None:
    """Load a small application and call it, so that everything which is imported late is there."""
    for name in MODULE_IMPORTS - {"__future__", "os", "logging", "uvicorn"}:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    for name in ("fastapi.responses", "fastapi.encoders", "fastapi.middleware.cors", "sqlalchemy.ext.hybrid",
                 "sqlalchemy.ext.declarative", "urllib.parse", "email.message", "encodings.idna", "html.entities",
                 "sqlalchemy.dialects.sqlite", "_strptime"):  # fmt: skip
        try:
            importlib.import_module(name)
        except Exception:  # noqa: S112 (what is not there cannot be imported later either)
            continue
    held = anyio.to_thread.run_sync
    try:
        asyncio.run(_trial())
    finally:
        setattr(anyio.to_thread, "run_sync", held)  # noqa: B010
        sys.modules.pop("trial", None)


async def _trial() -> None:
    serve = host()
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE other (id INTEGER PRIMARY KEY)")
        image = connection.serialize()
    report, texts = await serve(["load", "trial"], [TRIAL.encode(), image])
    if "failed" in report:
        raise RuntimeError(f"the trial application does not load: {report['failed']}")
    calls = [("list_things", {}), ("make_thing", {"kind": 0, "name": "a"}), ("make_thing", {"kind": 1, "name": "b"}),
             ("list_things", {"most": 0}), ("list_things", {"name": "é ?"}), ("none", {})]  # fmt: skip
    for name, arguments in calls:
        await serve(["call", [0, 0], name, arguments], [texts[0]])
