"""ZIP archives: each member a file of its own, with bounds; nothing is ever written to disk.

Members' names only name places in keys and messages, so a name such as `../../x` does no harm.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

from communique.errors import ReadError
from communique.ingest.items import Item, file_id
from communique.ingest.places import Place
from communique.ingest.unpack import FREE

MOST_MEMBERS = 200_000
_ENCRYPTED = 0x1
Walk = Callable[[Place, BinaryIO], Iterator[Item]]


def walk_zip(place: Place, stream: BinaryIO, walk_member: Walk) -> Iterator[Item]:
    """The items of all members in the archive's order.

    Args:
        place: the archive.
        stream: its bytes, seekable.
        walk_member: gives the items of a member's bytes.

    Raises:
        ReadError: `damaged`, where the archive's directory cannot be read.
    """
    size = stream.seek(0, io.SEEK_END)
    try:
        archive = zipfile.ZipFile(stream)
        members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        reason = f"the archive's directory cannot be read: {error}; is it cut short? fetch it again"
        raise ReadError("damaged", reason, place.where) from error
    if len(members) > MOST_MEMBERS:
        raise ReadError("too-many", f"{len(members):,} members; at most {MOST_MEMBERS:,} are read", place.where)
    seen: Counter[str] = Counter()
    total = 0
    for member in members:
        seen[member.filename] += 1
        index = seen[member.filename] if seen[member.filename] > 1 else None
        inner = place.inside(member.filename, f"{place.id}/{file_id(member.filename)}", index)
        if total > FREE and total > place.options.steepest * max(1, size):
            yield inner.failed("bomb", f"the members are over {place.options.steepest} times as large as the archive")
            continue
        for item in _of_member(archive, member, inner, walk_member):
            total += len(item.data or b"")
            yield item


def _of_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place, walk_member: Walk) -> Iterator[Item]:
    """The items of one member; its faults stay its own."""
    name = member.filename.rpartition("/")[2]
    if member.filename.startswith("__MACOSX/") or name.startswith("."):
        yield place.skipped("hidden", "hidden files are passed over")
        return
    if member.flag_bits & _ENCRYPTED:
        yield place.failed(
            "encrypted", "the member is encrypted; unpack the archive yourself", offset=member.header_offset, whole=True
        )
        return
    try:
        data = _member_bytes(archive, member, place)
    except ReadError as error:
        yield place.failed(error.code, error.message, offset=member.header_offset, whole=True)
        return
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        reason = f"the member is damaged: {error}; fetch the archive again"
        yield place.failed("damaged", reason, offset=member.header_offset, whole=True)
        return
    yield from walk_member(place, io.BytesIO(data))


def _member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place) -> bytes:
    """A member's bytes, within the limits whatever its header claims; the check value is verified.

    Raises:
        ReadError: `bomb` or `too-large`.
    """
    most = place.options.most_unpacked
    steep = max(FREE, place.options.steepest * max(1, member.compress_size))
    with archive.open(member) as opened:
        data = opened.read(min(most, steep) + 1)
        if len(data) > steep:
            reason = f"more than {place.options.steepest} bytes come out for one packed byte; refused as a bomb"
            raise ReadError("bomb", reason, place.where)
        if len(data) > most:
            raise ReadError("too-large", f"more than {most:,} bytes unpacked; raise --most-unpacked", place.where)
        if len(data) < member.file_size:
            raise ReadError("truncated", "the member is shorter than the archive says", place.where)
    return data
