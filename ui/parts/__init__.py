"""Small parts of the window that know nothing of the office: buttons, banners, toasts, chips."""

from __future__ import annotations
