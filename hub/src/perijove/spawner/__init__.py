"""The spawner."""

from .spawner import PerijoveSpawner

__all__ = ["PerijoveSpawner"]
