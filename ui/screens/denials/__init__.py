"""否定报备: the guided path, the registration form on its real page, the chain, and what follows the notice."""

from __future__ import annotations
