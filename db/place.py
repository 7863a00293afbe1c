"""Where a database file lies: a shared network place is refused, for there it would break unseen."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path, PurePath

from app.errors import Refusal

_REMOTE = {
    "9p", "acfs", "afp", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse", "gfs", "gfs2",
    "glusterfs", "gpfs", "lustre", "ncp", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "prl_fs", "smb", "smb2",
    "smb3", "smbfs", "vboxsf", "vmhgfs", "webdav",
}  # fmt: skip
_LOCAL_FUSE = {"fuse.fuse-overlayfs", "fuse.ntfs", "fuse.ntfs-3g", "fuse.exfat"}
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4


class NetworkPlace(Refusal):
    """The file lies on a network drive, where several machines would damage it."""

    def __init__(self, path: PurePath, kind: str) -> None:
        super().__init__(
            f"数据库文件“{path}”在网络位置上（{kind}），多台机器共用会损坏数据。"
            "请把它放到本机磁盘；多台机器共用时，请使用数据库服务器（postgresql://…）。"
        )


def refuse_network(path: Path) -> None:
    """Raise ``NetworkPlace`` where the path (or the folder it will be made in) is on the network."""
    if is_unc(str(path)):
        raise NetworkPlace(path, "网络共享")
    if kind := _drive_kind(path) or _mounted_kind(path):
        raise NetworkPlace(path, kind)


def is_unc(path: str) -> bool:
    r"""Say whether the path names a share (\\server\share), also in its long form."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def remote_kind(mounts: str, path: str) -> str:
    """Return the kind of network file system that holds the path, "" for a local one.

    ``mounts`` is the text of Linux's mountinfo.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        fore, _, after = line.partition(" - ")
        point = _unescape(fore.split(" ")[4]) if fore.count(" ") >= _POINT else ""
        if point and _within(path, point) and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    remote = kind in _REMOTE or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)
    return kind if remote else ""


_POINT = 5


def _within(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _unescape(point: str) -> str:
    """Read a mount point, where a blank and the like are written in octal."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _mounted_kind(path: Path) -> str:
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return remote_kind(mounts, str(path.resolve()))


def _drive_kind(path: Path) -> str:
    """Ask Windows what kind of drive it is: a mapped letter looks local but is not."""
    if sys.platform == "win32":
        kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return "网络驱动器" if kind == _DRIVE_REMOTE else ""
    return ""
