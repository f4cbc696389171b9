"""What must exist before the platform starts: secrets, and a certificate for the proxy.

compose.yml runs this once before everything else, as root, on volumes that the other services
mount. Whatever exists stays as it is, so running it again changes nothing. Once, though, after an
upgrade from a version that showed the service's token to labs, that token is replaced.

    prepare.py SECRETS_FOLDER CERTIFICATES_FOLDER
"""

import os
import sys
from pathlib import Path

from cryptography import x509
from perijove.common.secret_files import SecretFile
from perijove.common.tls import ensure_certificate

# Hub and backend run under this user id, each in its own container.
PLATFORM_USER = 1000


# Marks that the service token was never sent to a lab. The first versions did so when they
# asked labs for busy kernels; their tokens have no such file.
NEVER_SHOWN = "service-token-never-shown"


def renew_a_token_that_labs_have_seen(folder: Path) -> None:
    """The hub revokes the old token when it starts with the new one."""
    note = folder / NEVER_SHOWN
    if note.exists():
        return
    (folder / "service-token").unlink(missing_ok=True)
    SecretFile(str(folder / "service-token")).ensure()
    # Last: an interrupted upgrade starts again, and nothing has read the new token yet.
    note.write_text("Labs never saw this token.\n")


def prepare_secrets(folder: Path) -> None:
    """The secret of spawner and backend, and the backend's token for JupyterHub's API."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    renew_a_token_that_labs_have_seen(folder)
    for name in ("internal-token", "service-token"):
        SecretFile(str(folder / name)).ensure()
    for path in (folder, *folder.iterdir()):
        # Root must not follow links to other files.
        if path.is_symlink():
            continue
        os.chown(path, PLATFORM_USER, PLATFORM_USER)
        path.chmod(0o500 if path.is_dir() else 0o400)


def prepare_certificate(folder: Path, domain: str) -> None:
    """Creates a self-signed certificate for the domain; keeps one of the operator."""
    forget_if_for_another_name(folder, domain)
    certificate = ensure_certificate(folder, domain)
    certificate.key.chmod(0o600)


def forget_if_for_another_name(folder: Path, domain: str) -> None:
    """Recreates our self-signed certificate after CERTIFICATE_DOMAIN_NAME has changed."""
    path = folder / "server.crt"
    if not path.exists():
        return
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    ours = certificate.issuer == certificate.subject
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    if ours and [name.value for name in names] != [domain[:64]]:
        path.unlink()


def main() -> None:
    secrets, certificates = (Path(argument) for argument in sys.argv[1:3])
    domain = os.environ.get("CERTIFICATE_DOMAIN_NAME") or "localhost"
    prepare_secrets(secrets)
    prepare_certificate(certificates, domain)
    print(f"Created the secrets and a certificate for {domain}.")


if __name__ == "__main__":
    main()
