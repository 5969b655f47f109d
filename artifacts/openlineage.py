"""OpenLineage: tell a lineage service of every step, through the official client.

In:  recorded derivations, and where to tell of them: a file (`file:///…/events.jsonl`) or a service (`http://host:5000`).
Out: a START and a COMPLETE or FAIL event a derivation, with its inputs, outputs, author and cost.
Never here: deciding what happened. The catalog is what lineage is answered from; a service that cannot be reached is
warned of and never sinks a step.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

import attr

from artifacts.entries import Derivation
from artifacts.errors import WorkspaceError
from artifacts.store import Store, kind_of
from schemas import KINDS

if TYPE_CHECKING:
    from openlineage.client import OpenLineageClient
    from openlineage.client.event_v2 import InputDataset, OutputDataset, RunEvent

PRODUCER = "urn:worldloom"
JOB_NAMESPACE = "worldloom"
TIMEOUT_S = 5.0
PAUSE_S = 60.0
"""After a failure events are dropped for so long. `worldloom lineage` still knows what they would have told."""

_log = logging.getLogger(__name__)


class EventsFailed(WorkspaceError):
    """Events cannot be sent as the settings say."""


class OpenLineage:
    """Where events go. The client is imported when the first one is sent.

    Raises:
        EventsFailed: the URL is of no known form, or the client is not installed.
    """

    def __init__(self, url: str, store: Store, key: str | None = None) -> None:
        self._url = url
        self._store = store
        self._key = key
        self._silent_until = 0.0
        if urlsplit(url).scheme not in ("file", "http", "https"):
            raise EventsFailed(
                f"WORLDLOOM_OPENLINEAGE={url!r} is no place for events; give file:///folder/events.jsonl "
                "or the address of a service, http://host:5000."
            )

    def tell(self, derivations: Sequence[Derivation]) -> None:
        """Send the events of these derivations. After a failure nothing is tried for a while: work must not wait."""
        client = self._client
        if time.monotonic() < self._silent_until:
            return
        for derivation in derivations:
            try:
                for event in events_of(derivation, self._store):
                    client.emit(event)
            except Exception as fault:  # whatever a transport raises: work is not undone for the want of a report
                self._silent_until = time.monotonic() + PAUSE_S
                _log.warning(
                    "OpenLineage events of %s could not be sent to %s, the next %.0f s none are tried: %s",
                    derivation.step, self._url, PAUSE_S, fault,
                )  # fmt: skip
                return

    @cached_property
    def _client(self) -> "OpenLineageClient":
        try:
            from openlineage.client import OpenLineageClient
        except ModuleNotFoundError:
            raise EventsFailed(
                "WORLDLOOM_OPENLINEAGE is set, and the client is not installed: `pip install 'worldloom[openlineage]'`."
            ) from None
        return OpenLineageClient(transport=self._transport())

    def _transport(self) -> Any:
        parts = urlsplit(self._url)
        if parts.scheme == "file":
            from openlineage.client.transport.file import FileConfig, FileTransport

            return FileTransport(FileConfig(log_file_path=unquote(parts.path), append=True))
        from openlineage.client.transport.http import ApiKeyTokenProvider, HttpConfig, HttpTransport, TokenProvider

        auth = ApiKeyTokenProvider({"api_key": self._key}) if self._key else TokenProvider({})
        return HttpTransport(HttpConfig(url=self._url, timeout=TIMEOUT_S, auth=auth, retry={"total": 0}))


def events_of(derivation: Derivation, store: Store) -> list["RunEvent"]:
    """The two events of one execution of a step, the second with all that is known."""
    from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
    from openlineage.client.facet_v2 import job_type_job
    from openlineage.client.uuid import generate_static_uuid

    started = derivation.started_at or datetime.now(UTC)
    ended = started + timedelta(seconds=derivation.wall_s or 0.0)
    run_id = str(generate_static_uuid(started, f"{derivation.key}/{started.isoformat()}".encode()))
    kind = job_type_job.JobTypeJobFacet(
        processingType="BATCH", integration="WORLDLOOM", jobType="TASK", producer=PRODUCER
    )
    job = Job(namespace=JOB_NAMESPACE, name=derivation.step, facets={"jobType": kind})
    taken = [_input(artifact_id, store) for artifact_id in dict.fromkeys(derivation.inputs.values())]
    made = [_output(artifact_id, store) for artifact_id in dict.fromkeys(derivation.outputs.values())]
    last = RunState.FAIL if derivation.outcome == "failed" else RunState.COMPLETE
    return [
        RunEvent(
            eventType=RunState.START, eventTime=started.isoformat(), producer=PRODUCER, job=job, inputs=taken,
            run=Run(runId=run_id, facets=_run_facets(derivation)),
        ),
        RunEvent(
            eventType=last, eventTime=ended.isoformat(), producer=PRODUCER, job=job, inputs=taken, outputs=made,
            run=Run(runId=run_id, facets=_run_facets(derivation, ended=True)),
        ),
    ]  # fmt: skip


def _run_facets(derivation: Derivation, ended: bool = False) -> dict[str, Any]:
    from openlineage.client.facet_v2 import error_message_run, parent_run, processing_engine_run

    facets: dict[str, Any] = {
        "processing_engine": processing_engine_run.ProcessingEngineRunFacet(
            version=derivation.code_version or "unknown", name="worldloom", producer=PRODUCER
        ),
        "worldloom_derivation": _derivation_facet(derivation, ended),
    }
    if derivation.flow_run_id:
        facets["parent"] = parent_run.ParentRunFacet(
            run=parent_run.Run(runId=derivation.flow_run_id),
            job=parent_run.Job(namespace="prefect", name="flow"),
            producer=PRODUCER,
        )
    if ended and derivation.outcome == "failed":
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(
            message=derivation.reason, programmingLanguage="PYTHON", producer=PRODUCER
        )
    return facets


def _derivation_facet(derivation: Derivation, ended: bool) -> Any:
    """What the catalog knows beyond what the specification has a place for."""
    from openlineage.client.facet_v2 import RunFacet

    @attr.define(kw_only=True)
    class DerivationRunFacet(RunFacet):
        key: str
        subject: str
        step_version: str
        parameters: dict[str, Any]
        author: dict[str, Any]
        spent: dict[str, float]
        _additional_skip_redact: ClassVar[list[str]] = ["key"]  # the cache key is no secret

        @staticmethod
        def _get_schema() -> str:
            return f"{PRODUCER}:facets:derivation:1"

    spent = {"tokens_in": derivation.tokens_in, "tokens_out": derivation.tokens_out, "dollars": derivation.cost}
    return DerivationRunFacet(
        key=derivation.key,
        subject=derivation.subject,
        step_version=derivation.step_version,
        parameters=dict(derivation.parameters),
        author={
            "name": derivation.author,
            "version": derivation.author_version,
            "model": derivation.model,
            "prompt_version": derivation.prompt_version,
            "seed": derivation.seed,
        },
        spent=spent if ended else {},
        producer=PRODUCER,
    )


def _place(artifact_id: str, store: Store) -> tuple[str, str]:
    """Namespace and name of a dataset, as the specification names files: `file` and a path, or a bucket and a key."""
    location = store.path(artifact_id)
    parts = urlsplit(location)
    if parts.scheme and parts.netloc:
        return f"{parts.scheme}://{parts.netloc}", parts.path.lstrip("/")
    return "file", location


def _facets(artifact_id: str) -> dict[str, Any]:
    from openlineage.client.facet_v2 import schema_dataset

    kind = KINDS.get(kind_of(artifact_id))
    if kind is None:
        return {}
    columns: Iterable[tuple[str, Any]] = kind.columns.items()
    fields = [schema_dataset.SchemaDatasetFacetFields(name=name, type=str(dtype)) for name, dtype in columns]
    return {"schema": schema_dataset.SchemaDatasetFacet(fields=fields, producer=PRODUCER)}


def _input(artifact_id: str, store: Store) -> "InputDataset":
    from openlineage.client.event_v2 import InputDataset

    namespace, name = _place(artifact_id, store)
    return InputDataset(namespace=namespace, name=name, facets=_facets(artifact_id))


def _output(artifact_id: str, store: Store) -> "OutputDataset":
    from openlineage.client.event_v2 import OutputDataset
    from openlineage.client.facet_v2 import output_statistics_output_dataset as statistics

    namespace, name = _place(artifact_id, store)
    entry = store.describe(artifact_id)
    counted = statistics.OutputStatisticsOutputDatasetFacet(rowCount=entry.rows, size=entry.bytes, producer=PRODUCER)
    return OutputDataset(
        namespace=namespace, name=name, facets=_facets(artifact_id), outputFacets={"outputStatistics": counted}
    )
