"""Settings: defaults, then the nearest config file, then flags. One file, no merging, nothing from the home folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleantext.engine.errors import CleantextError
from cleantext.engine.pack import did_you_mean

from .usage import UsageError

if TYPE_CHECKING:
    from cleantext.engine.cleaner import Cleaner

_FILES = ("cleantext.toml", ".cleantext.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project settles once. A field has the name of its flag and of its key in the config file.

    In the file, what is protected has a table of its own: [protect] with phrases and patterns.
    """

    level: str = "standard"
    lang: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pack: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    protect_pattern: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str = "utf-8"
    field: str = "text"
    jobs: int | None = None


NAMES = tuple(field.name for field in fields(Settings))
_PROTECT = {"phrases": "protect", "patterns": "protect_pattern"}
_KEYS = tuple(name for name in NAMES if name != "protect_pattern")
_LISTS = tuple(field.name for field in fields(Settings) if field.default == ())


def config_path(flags: Mapping[str, Any]) -> Path | None:
    """The config file that `flags` mean, if any: the one they name, or the nearest upward unless they say none."""
    if flags["config"] and flags["isolated"]:
        raise UsageError("give one of --config, --isolated")
    if flags["config"]:
        return Path(flags["config"])
    return None if flags["isolated"] else find_config(Path.cwd())


def find_config(folder: Path) -> Path | None:
    """The config file that holds for `folder`: the nearest upward. A pyproject.toml counts if it has our table."""
    for parent in (folder, *folder.parents):
        for name in _FILES:
            path = parent / name
            if path.is_file() and (name != "pyproject.toml" or _table(path) is not None):
                return path
    return None


def read_config(path: Path) -> dict[str, Any]:
    """The settings in a config file. CleantextError, with its name, for anything in it that is not one.

    Packs are named relative to the file.
    """
    table = _table(path)
    if table is None:
        raise CleantextError(f"{path}: no table [tool.cleantext]")
    for key in table:
        if key not in _KEYS:
            raise CleantextError(f"{path}: unknown key {key!r}{did_you_mean(key, _KEYS)}")
    config = {key: _checked(key, value, path) for key, value in table.items() if key != "protect"}
    config |= _protected(table.get("protect", {}), path)
    if "pack" in config:
        config["pack"] = tuple(str(path.parent / pack) for pack in config["pack"])
    return config


def settle(config: Mapping[str, Any], flags: Mapping[str, Any]) -> Settings:
    """Flags that were given (not None, not empty) over `config` over the defaults.

    A list replaces the one below it, but for what is protected: that adds up.

    >>> settle({"level": "deep", "keep": ("caption",)}, {"level": None, "keep": ("bio",)}).keep
    ('bio',)
    """
    given = {name: flags[name] for name in NAMES if flags.get(name) not in (None, ())}
    for name in _PROTECT.values():
        if name in given:
            given[name] = (*config.get(name, ()), *given[name])
    return Settings(**{**config, **given})


def cleaner_of(settings: Settings) -> Cleaner:
    """The cleaner that `settings` ask for. CleantextError for what they name and there is not."""
    from cleantext.engine.cleaner import Cleaner
    from cleantext.packs import load_pack

    return Cleaner(
        level=settings.level,
        lang=settings.lang,
        only=settings.only,
        keep=settings.keep,
        select=settings.select,
        ignore=settings.ignore,
        packs=tuple(load_pack(path) for path in settings.pack),
        protect=settings.protect,
        protect_patterns=settings.protect_pattern,
    )


def _table(path: Path) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
        # Most pyproject.toml are somebody else's: not worth a parse, and their mistakes are not ours to report.
        if path.name == "pyproject.toml" and b"cleantext" not in data:
            return None
    except OSError as error:
        raise CleantextError(f"{path}: {error.strerror or error}") from None
    import tomllib  # most folders have no settings

    try:
        table: Any = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CleantextError(f"{path}: not UTF-8 at byte {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise CleantextError(f"{path}: not TOML: {error}") from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cleantext")
    if table is not None and not isinstance(table, dict):
        raise CleantextError(f"{path}: tool.cleantext is not a table")
    return table


def _protected(table: Any, path: Path) -> dict[str, tuple[str, ...]]:
    """The settings in the table [protect]."""
    if not isinstance(table, dict):
        raise CleantextError(f"{path}: protect is a table with phrases and patterns")
    for key in table:
        if key not in _PROTECT:
            raise CleantextError(f"{path}: [protect]: unknown key {key!r}{did_you_mean(key, _PROTECT)}")
    return {_PROTECT[key]: _list(f"protect.{key}", value, path) for key, value in table.items()}


def _list(key: str, value: Any, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CleantextError(f"{path}: {key} is a list of texts")
    return tuple(value)


def _checked(key: str, value: Any, path: Path) -> Any:
    if key in _LISTS:
        return _list(key, value, path)
    if key == "jobs":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise CleantextError(f"{path}: jobs is a number from 1")
        return value
    if not isinstance(value, str) or not value:
        raise CleantextError(f"{path}: {key} is a text")
    return value
