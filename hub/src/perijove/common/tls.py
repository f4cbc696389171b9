"""A self-signed certificate for a hub that terminates TLS itself and was given none.

certipy signs with a CA whose key lies beside the certificate. Users who trust such a CA would trust
that key for every site, so this certificate is no CA and can sign nothing.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Browsers refuse server certificates that live longer.
_VALID_DAYS = 397


@dataclass(frozen=True)
class Certificate:
    """Paths of a certificate and its private key, both PEM."""

    cert: Path
    key: Path


def ensure_certificate(folder: Path, domain: str) -> Certificate:
    """The certificate in `folder` (server.crt, server.key), made when either file is missing.

    An administrator replaces the two files by real ones; ours are renewed when they have expired.
    """
    certificate = Certificate(folder / "server.crt", folder / "server.key")
    if not (certificate.cert.exists() and certificate.key.exists()) or _expired(certificate.cert):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(certificate, domain)
    return certificate


def _expired(cert: Path) -> bool:
    loaded = x509.load_pem_x509_certificate(cert.read_bytes())
    ours = loaded.issuer == loaded.subject
    return ours and loaded.not_valid_after_utc <= datetime.datetime.now(datetime.timezone.utc)


def _make(certificate: Certificate, domain: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, domain[:64])])
    now = datetime.datetime.now(datetime.timezone.utc)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=_VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(_alternative_names(domain)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(certificate.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    certificate.cert.write_bytes(cert.public_bytes(serialization.Encoding.PEM))


def _alternative_names(domain: str) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = []
    for name in dict.fromkeys([domain, "localhost", "127.0.0.1"]):
        try:
            names.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            names.append(x509.DNSName(name))
    return names
