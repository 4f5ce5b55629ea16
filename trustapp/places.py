"""Where the program's files lie: the vault's folder, and the resources that come with the program.

Nothing else builds such a path, so that the source tree, an installed wheel and a frozen bundle
differ in this module only.
"""

from __future__ import annotations

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER_NAME: Final = "trustapp"
VAULT_NAME: Final = "vault"
RESOURCES_NAME: Final = "resources"

FOLDER_OF_ONE: Final = 0o700
FILE_OF_ONE: Final = 0o600
FOLDER_OF_TWO: Final = 0o2770
"""The mode of a folder that two accounts share: by it, and by nothing else, it is known to be one."""
FILE_OF_TWO: Final = 0o660


def data_folder() -> Path:
    """The folder for this program's data under the person's account; it need not exist yet."""
    # Here and not above: a start that is told its folder does not need it.
    import platformdirs

    return Path(platformdirs.user_data_dir(FOLDER_NAME, appauthor=False))


def vault_folder() -> Path:
    """The folder of the vault when nobody chose another one."""
    return data_folder() / VAULT_NAME


def is_for_two(folder: Path) -> bool:
    """Whether this folder was chosen to be shared by two accounts; one that cannot be looked at is not."""
    try:
        return stat.S_IMODE(os.stat(folder, follow_symlinks=False).st_mode) == FOLDER_OF_TWO
    except OSError:
        return False


def file_mode(folder: Path) -> int:
    """The mode of a file that is made in this folder."""
    return FILE_OF_TWO if is_for_two(folder) else FILE_OF_ONE


def settle_mode(descriptor: int, folder: Path) -> None:
    """Give an open file that was made in this folder its mode, whatever the process takes off new files.

    Its group is that of the folder: the system passes it on. Raises OSError.
    """
    if is_for_two(folder):
        os.fchmod(descriptor, FILE_OF_TWO)


def make_folder_within(folder: Path) -> None:
    """Make a folder within a vault, for the same accounts; one that is there stays. Raises OSError."""
    try:
        folder.mkdir(mode=FOLDER_OF_ONE)
    except FileExistsError:
        return
    if is_for_two(folder.parent):
        # By its descriptor: whoever shares the folder could put a link in its place meanwhile.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            os.fchmod(descriptor, FOLDER_OF_TWO)
        finally:
            os.close(descriptor)


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
