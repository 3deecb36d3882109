"""Where rows are kept: the declarative base, engines and sessions, and the migrations."""

from database.base import Base
from database.engine import make_engine, make_sessions

__all__ = ["Base", "make_engine", "make_sessions"]
