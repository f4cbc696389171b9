"""The self-signed certificate of a hub that terminates TLS itself."""

from __future__ import annotations

import stat
from pathlib import Path

from cryptography import x509

from perijove.common.tls import ensure_certificate


def test_a_certificate_is_made_once_for_the_domain(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path / "certs", "lab.example.org")
    cert = x509.load_pem_x509_certificate(made.cert.read_bytes())
    names = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["lab.example.org", "localhost"]
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    before = made.cert.read_bytes()
    ensure_certificate(tmp_path / "certs", "lab.example.org")
    assert made.cert.read_bytes() == before
