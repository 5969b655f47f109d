"""Foreign code that means harm: it is refused when it is looked at, and where it is not, the walls hold.

The second half goes past the look and past the stand-ins on purpose, through a module that carries the interpreter's
real `sys` as a public name: what is tried there is what the kernel has to stop.
"""

# ruff: noqa: E501
from pathlib import Path

import pytest

from environments.confined import Keeper, screen
from environments.confined.screen import VERIFIER_IMPORTS
from environments.errors import EnvironmentFault
from environments.exchange.awm.files import Scenario
from environments.exchange.awm.importing import CannotImport, import_scenario

from .conftest import Make

REFUSED_MODULES = {
    "reads a file": "print(open('/etc/passwd').read())",
    "opens a socket": "import socket\nsocket.create_connection(('127.0.0.1', 22))",
    "starts a process": "import subprocess\nsubprocess.run(['id'])",
    "forks": "from os import fork\nimport multiprocessing",
    "walks the classes": "found = ().__class__.__bases__[0].__subclasses__()",
    "walks through a frame": "def f():\n    yield\nfound = f().gi_frame.f_back.f_globals",
    "walks through a traceback": "try:\n    1 / 0\nexcept Exception as e:\n    found = e.__traceback__.tb_frame",
    "takes the builtins": "found = __builtins__",
    "evaluates": "eval('1 + 1')",
    "executes": "exec('import os')",
    "compiles": "compile('1', 'x', 'eval')",
    "imports by a call": "__import__('os').system('id')",
    "imports through importlib": "import importlib\nimportlib.import_module('subprocess')",
    "loads a library": "import ctypes\nctypes.CDLL(None)",
    "sends signals": "import signal\nsignal.raise_signal(9)",
    "unpickles": "import pickle\npickle.loads(b'')",
    "unmarshals": "import marshal\nmarshal.loads(b'')",
    "collects objects": "import gc\ngc.get_objects()",
    "inspects": "import inspect\ninspect.stack()",
    "takes sys": "import sys\nsys.modules.clear()",
    "takes a thread": "import threading\nthreading.Thread(target=print).start()",
    "imports relatively": "from . import secrets_of_the_host",
    "takes globals": "globals()['x'] = 1",
    "hides in a lambda": "f = lambda: ().__class__.__mro__",
    "hides in a decorator": "@(lambda f: f.__globals__)\ndef g(): pass",
    "is no Python": "def (",
    "is nested too deeply": "x = " + "(" * 4000 + ")" * 4000,
    "is too long": "x = 1\n" * 400_000,
}


@pytest.mark.parametrize("what", REFUSED_MODULES)
def test_a_module_that_means_harm_is_not_loaded_and_the_report_says_why(what, confinement):
    scenario = Scenario("hostile", "Hostile", source=REFUSED_MODULES[what])

    with pytest.raises(CannotImport, match="not loaded: line"):
        import_scenario(scenario, confinement)


REFUSED_VERIFIERS = ["import os\nos.system('id')\nopen('/etc/passwd')", "import socket", "x = (1).__class__.__base__",
                     "import sqlite3\nsqlite3.connect('x').enable_load_extension(True)", "import sys",
                     "from fastapi import FastAPI", "__import__('os')"]  # fmt: skip


@pytest.mark.parametrize("source", REFUSED_VERIFIERS)
def test_a_verifier_that_means_harm_is_refused(source):
    assert screen(source, VERIFIER_IMPORTS)


APPLICATION = """
import typing
from fastapi import FastAPI
real = typing.sys.modules
app = FastAPI()
kept = []
@app.get("/ping", operation_id="ping")
async def ping():
    return "pong"
@app.get("/attack", operation_id="attack")
async def attack():
    os = real["os"]
{payload}
    return {{"got": str(loot)[:200]}}
"""

ATTACKS = {
    "reads /etc/passwd": "loot = real['io'].open('/etc/passwd').read()",
    "reads a file of ours": "loot = real['io'].open({secret!r}).read()",
    "reads the environment of others": "loot = real['io'].open('/proc/1/environ', 'rb').read() or 1 / 0",
    "reads its own memory map": "loot = real['io'].open('/proc/self/maps').read()",
    "lists the root": "loot = os.listdir('/')",
    "writes a file": "loot = real['io'].open('/tmp/worldloom-was-here', 'w').write('x')",
    "writes beside its packages": "loot = real['io'].open(os.path.join(os.path.dirname(real['fastapi'].__file__), 'x'), 'w')",
    "makes a folder": "loot = os.mkdir('/tmp/worldloom-folder') or 'made'",
    "removes a file": "loot = os.unlink({secret!r}) or 'gone'",
    "makes a link": "loot = os.symlink('/etc/passwd', '/tmp/worldloom-link') or 'made'",
    "opens a socket": "loot = real['socket'].socket()",
    "opens a socket of the machine": "loot = real['socket'].socket(real['socket'].AF_UNIX)",
    "opens a raw socket": "loot = real['socket'].socket(17, 3)",
    "asks for a name": "loot = real['socket'].getaddrinfo('localhost', 80)[0] and real['socket'].socket()",
    "forks": "loot = os.fork()",
    "starts a shell": "loot = os.system('true') == 0 or 1 / 0",
    "replaces itself": "os.execv('/bin/true', ['true']); loot = 1",
    "spawns": "loot = os.posix_spawn('/bin/true', ['true'], {{}})",
    "starts a thread": "import threading_or_not as t" ,
    "kills its parent": "loot = os.kill(os.getppid(), 9) or 'killed'",
    "kills everything": "loot = os.kill(-1, 9) or 'killed'",
    "eats memory at once": "loot = len(bytearray(8 << 30))",
    "eats memory bit by bit": "loot = []\n    while True: loot.append(bytearray(1 << 20))",
    "grows a string": "loot = 'x'\n    while True: loot = loot * 2",
    "loops for ever": "loot = 0\n    while True: loot += 1",
    "sleeps for ever": "real['time'].sleep(3600); loot = 1",
    "ends the process": "os._exit(0); loot = 1",
    "exits": "raise SystemExit(0); loot = 1",
    "recurses": "f = lambda f: f(f); loot = f(f)",
    "calls the C library": "loot = real['ctypes'].CDLL(None).system(b'true') == 0 or 1 / 0",
    "makes machine code": "loot = real['mmap'].mmap(-1, 4096, prot=7) if 'mmap' in real else 1 / 0",
    "traces a process": "loot = real['ctypes'].CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0 or 1 / 0",
    "leaves its limits": "loot = real['resource'].setrlimit(real['resource'].RLIMIT_AS, (-1, -1)) or 'left'",
    "changes its root": "loot = os.chroot('/') or 'changed'",
    "becomes somebody": "loot = os.setuid(0) or 'became'",
    "mounts": "loot = real['ctypes'].CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, 0) == 0 or 1 / 0",
    "unshares": "loot = real['ctypes'].CDLL(None).unshare(0x10000000) == 0 or 1 / 0",
    "keeps a descriptor": "loot = os.memfd_create('x')",
    "attaches a file": "c = real['sqlite3'].connect(':memory:'); c.execute(\"ATTACH '/tmp/worldloom-db' AS x\"); "
                       "c.execute('CREATE TABLE x.t (a)'); loot = 1",
    "loads an extension": "c = real['sqlite3'].connect(':memory:'); c.enable_load_extension(True); "
                          "loot = c.load_extension('/lib/x.so') or 1",
    "unpickles a command": "loot = real['pickle'].loads(b\"cposix\\nsystem\\n(S'true'\\ntR.\") == 0 or 1 / 0",
    "imports through the machinery": "loot = real['importlib'].import_module('subprocess').run(['true'])",
    "talks on the channel": "loot = [os.write(each, b'lies' * 64) for each in range(3, 32) if each] and 1 / 0",
    "answers with too much": "loot = 1\n    return 'x' * (6 << 20)",
}  # fmt: skip
ATTACKS["starts a thread"] = "loot = real['threading'].Thread(target=print).start() or 'started'"


@pytest.mark.parametrize("what", ATTACKS)
def test_what_slips_through_the_look_meets_the_walls_and_others_go_on(what, make: Make, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    payload = "    " + ATTACKS[what].format(secret=str(secret))
    environment = make(APPLICATION.format(payload=payload))
    environment.call_s = 2.0

    with environment.session() as victim, environment.session() as attacker:
        assert victim.call("ping").content == "pong"
        try:
            result = attacker.call("attack")
        except EnvironmentFault as fault:
            assert "hostile: the tool attack failed" in str(fault)
        else:
            assert result.error is not None, result.content
        assert victim.call("ping").content == "pong"
        assert attacker.call("ping").content == "pong"
        assert attacker.changes() == victim.changes() == []

    assert secret.read_text() == "SECRET"
    assert not list(Path("/tmp").glob("worldloom-was-here*")) and not Path("/tmp/worldloom-db").exists()


def test_the_same_attacks_work_where_there_are_no_walls(make: Make, tmp_path: Path):
    """They are real: it is the walls that stop them."""
    open_field = Keeper(walls=(), may_lack_walls=True)
    for what in ("reads /etc/passwd", "lists the root", "opens a socket", "keeps a descriptor", "starts a thread"):
        environment = make(APPLICATION.format(payload="    " + ATTACKS[what].format(secret="")))
        environment._keeper = open_field
        with environment.session() as session:
            assert session.call("attack").ok, what
        environment.unload()
    open_field.close()


def test_a_session_finds_no_trace_of_the_database_of_another(make: Make):
    scan = (
        "gc = real['gc']; gc.collect()\n"
        "    held = [o for o in gc.get_objects() if type(o) is real['sqlite3'].Connection]\n"
        "    loot = []\n"
        "    for c in held:\n"
        "        try:\n"
        '            loot += c.execute("SELECT what FROM audit_entries").fetchall()\n'
        "        except real['sqlite3'].Error: pass"
    )
    add = (
        "\nfrom sqlalchemy import create_engine, text\nengine = create_engine('sqlite://')\n"
        "@app.post('/note', operation_id='note')\nasync def note(): \n"
        "    with engine.begin() as c: c.execute(text(\"INSERT INTO audit_entries (what) VALUES ('SECRET')\"))\n"
        "    return 'kept'\n"
    )
    environment = make(APPLICATION.format(payload="    " + scan) + add, tools=("attack", "ping", "note"))

    with environment.session() as victim, environment.session() as attacker:
        assert victim.call("note").content == "kept"
        assert attacker.call("attack").content == {"got": "[]"}
        assert "SECRET" in victim.call("attack").content["got"]


VERIFIER = "import typing\nreal = typing.sys.modules\ndef verify(initial_db_path, final_db_path, final_answer=None):\n"
VERIFIER_ATTACKS = {
    "reads /etc/passwd": "    return {'result': 'complete' if real['io'].open('/etc/passwd').read() else 'others'}",
    "opens a socket": "    real['socket'].socket(); return {'result': 'complete'}",
    "forks": "    real['os'].fork(); return {'result': 'complete'}",
    "eats memory": "    x = bytearray(8 << 30); return {'result': 'complete'}",
    "loops": "    while True: pass",
    "sleeps": "    real['time'].sleep(3600)",
    "ends the process": "    real['os']._exit(0)",
    "exits": "    raise SystemExit(0)",
    "recurses": "    return verify(initial_db_path, final_db_path)",
    "writes to the final database": "    import sqlite3\n    c = sqlite3.connect(final_db_path)\n"
                                    "    c.execute('DELETE FROM patients'); c.commit()\n    return {'result': 'complete'}",
    "opens another database": "    import sqlite3\n    sqlite3.connect('/tmp/worldloom-db'); return {'result': 'complete'}",
    "returns no verdict": "    return 'complete'",
    "returns something endless": "    x = []; x.append(x); return {'result': x}",
    "kills its parent": "    real['os'].kill(real['os'].getppid(), 9); return {'result': 'complete'}",
    "forges a reply": "    [real['os'].write(n, b'\\0' * 4096) for n in range(3, 12)]; return {'result': 'complete'}",
}  # fmt: skip


@pytest.mark.parametrize("what", VERIFIER_ATTACKS)
def test_a_hostile_verifier_gives_no_verdict_and_the_next_one_is_judged(what, make: Make, monkeypatch):
    monkeypatch.setattr("environments.imported.environment.VERDICT_S", 2.0)
    environment = make(APPLICATION.format(payload="    loot = 1"), VERIFIER + VERIFIER_ATTACKS[what])
    sound = make(APPLICATION.format(payload="    loot = 1"), VERIFIER + "    return {'result': 'complete'}")

    with environment.session("t01") as session, sound.session("t01") as other:
        verdict = session.verify()
        assert verdict.outcome == "unjudged" and verdict.checks[0].error, verdict
        assert other.verify().outcome == "complete"
        assert session.changes() == []


def test_a_verifier_cannot_change_what_the_next_one_says(make: Make):
    poison = VERIFIER + (
        "    json = real['json']\n    json.dumps = lambda *a, **k: '{\"result\": \"complete\"}'\n"
        "    return {'result': 'others'}"
    )
    environment = make(APPLICATION.format(payload="    loot = 1"), poison)
    honest = make(APPLICATION.format(payload="    loot = 1"), VERIFIER + "    return {'result': 'others'}")

    with environment.session("t01") as session, honest.session("t01") as other:
        session.verify()
        assert other.verify().outcome == "incomplete"
