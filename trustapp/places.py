"""Where the program's files lie: the vault's folder, and the resources that come with the program.

Nothing else builds such a path, so that the source tree, an installed wheel and a frozen bundle
differ in this module only.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER_NAME: Final = "trustapp"
VAULT_NAME: Final = "vault"
RESOURCES_NAME: Final = "resources"


def data_folder() -> Path:
    """The folder for this program's data under the person's account; it need not exist yet."""
    # Here and not above: a start that is told its folder does not need it.
    import platformdirs

    return Path(platformdirs.user_data_dir(FOLDER_NAME, appauthor=False))


def vault_folder() -> Path:
    """The folder of the vault when nobody chose another one."""
    return data_folder() / VAULT_NAME


def resource(*parts: str) -> Path:
    """A file or folder among the resources: ``resource("catalogues", "en")``."""
    return resources_folder().joinpath(*parts)


def resources_folder() -> Path:
    """The folder of catalogues, templates, themes, icons and translations.

    A frozen bundle unpacks it beside the program, a wheel carries it inside the package, and in the
    source tree it lies beside the package.
    """
    return _found(__file__, getattr(sys, "_MEIPASS", None))


@lru_cache
def _found(module: str, bundle: str | None) -> Path:
    """Looked for once: each icon asks."""
    package = Path(module).resolve().parent
    candidates = (package, package.parent) if bundle is None else (Path(bundle),)
    for folder in candidates:
        if (folder / RESOURCES_NAME).is_dir():
            return folder / RESOURCES_NAME
    raise FileNotFoundError("the program's resources are not where they were installed")
