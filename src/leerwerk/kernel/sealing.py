"""Who an audit entry is about, encrypted so that equal people stay findable without being readable."""

import base64

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"leerwerk audit data subject"


def _cipher() -> AESSIV:
    key = HKDF(SHA256(), length=64, salt=None, info=_PURPOSE).derive(settings.DATA_KEY.encode())
    return AESSIV(key)


def conceal(data_subject: str) -> str:
    """Encrypt a data subject ("people.client:12") for the log; the same person gives the same text."""
    return base64.urlsafe_b64encode(_cipher().encrypt(data_subject.encode(), [_PURPOSE])).decode()


def reveal(concealed: str) -> str:
    """Decrypt what ``conceal`` made; raises InvalidTag with another key or a changed text."""
    return _cipher().decrypt(base64.urlsafe_b64decode(concealed), [_PURPOSE]).decode()
