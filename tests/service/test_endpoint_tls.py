"""A store at an https address: its certificate is checked, against those that SSL_CERT_FILE names."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from graph.endpoint_reader import EndpointReader
from graph.store import StoreError
from service.http.app import create_app
from service.http.served import Served
from tests.service.serving import on_a_port


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of this machine that nobody has signed but itself, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here")
    key, signed, both = (tmp_path / name for name in ("key.pem", "signed.pem", "both.pem"))
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(signed)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both


def test_a_store_is_read_over_tls_where_its_certificate_is_trusted(
    samples: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_a_port(create_app(Served(samples)), certificate) as address:
        with closing(EndpointReader(f"{address}/sparql")) as store, pytest.raises(StoreError, match=r"(?i)certificate"):
            store.ask("ASK { ?s ?p ?o }")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with closing(EndpointReader(f"{address}/sparql")) as store:
            assert store.ask("ASK { ?s ?p ?o }")
            assert len(store.select("SELECT ?s { ?s a gt:Action } LIMIT 3").rows) == 3
