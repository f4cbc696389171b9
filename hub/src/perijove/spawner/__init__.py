"""The spawner, and what of a previous spawner's configuration counts."""

from .spawner import PerijoveSpawner

__all__ = ["PerijoveSpawner"]
