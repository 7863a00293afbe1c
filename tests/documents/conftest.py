from __future__ import annotations

import pytest

from app.documents.catalogue import CATALOGUE
from tests.documents.paper import SAMPLES


@pytest.fixture(params=CATALOGUE, ids=lambda t: t.key)
def document_type(request):
    return request.param


@pytest.fixture(params=SAMPLES, ids=str)
def sample(request):
    return request.param
