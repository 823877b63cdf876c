"""Reads and verifies a ledger with Python's standard library alone, written from docs/ledger-format.md.

Usage: python3 read_ledger.py DIRECTORY
Prints a summary as JSON and ends with status 0 if everything proves; otherwise says what does not and ends with status 1.
"""

import base64
import hashlib
import json
import os
import re
import struct
import sys
import zlib


def fail(message):
    print(message)
    sys.exit(1)


def need(condition, message):
    if not condition:
        fail(message)


# CRC-32C, bit by bit into a table.
CRC_TABLE = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ 0x82F63B78 if n & 1 else n >> 1
    CRC_TABLE.append(n)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


# Ed25519 (RFC 8032), only to verify.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_mul(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point = point_add(point, point)
        scalar >>= 1
    return result


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def decompress(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_verifies(public, message, signature):
    a, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = point_mul(s, BASE), point_add(r, point_mul(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def read(path):
    with open(path, "rb") as file:
        return file.read()


def read_key(path):
    name, key_id, key = read(path).decode().rstrip("\n").split("+", 2)
    typed = base64.b64decode(key, validate=True)
    need(typed[0] == 1 and len(typed) == 33, "not an Ed25519 key")
    expected = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
    need(expected.hex() == key_id, "the key id does not fit the key")
    return name, expected, typed[1:]


def open_note(path, key):
    name, key_id, public = key
    text, signatures = read(path).decode().rsplit("\n\n", 1)
    text += "\n"
    for line in signatures.splitlines():
        dash, signer, encoded = line.split(" ")
        need(dash == "\u2014", path + ": not a signature line")
        both = base64.b64decode(encoded, validate=True)
        if signer == name and both[:4] == key_id:
            need(len(both) == 68 and ed25519_verifies(public, text.encode(), both[4:]), path + ": wrong signature")
            return text.splitlines()
    fail(path + ": not signed by the ledger's key")


def leaf_hash(content):
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(leaves):
    """MTH of RFC 6962 section 2.1, straight from its definition."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def tile_path(directory, level, index, width):
    groups = "%03d" % (index % 1000)
    rest = index // 1000
    while rest:
        groups = "x%03d/%s" % (rest % 1000, groups)
        rest //= 1000
    return os.path.join(directory, "tile", str(level), groups + ("" if width == 256 else ".p/%d" % width))


def canonical(entry):
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


MEMBERS = ["after", "at", "blobs", "by", "details", "effective", "event", "from", "outcome", "recorded", "target", "time", "v"]


class Segment:
    def __init__(self, path):
        data = read(path)
        need(len(data) >= 88 and data[:8] == b"DEPLEDGR", path + ": not a segment")
        version, self.first = struct.unpack(">IQ", data[8:20])
        need(version == 1, path + ": of another version")
        need(struct.unpack(">I", data[84:88])[0] == crc32c(data[:84]), path + ": header checksum")
        need(os.path.basename(path) == "%012d.seg" % self.first, path + ": misnamed")
        self.after, self.root = data[20:52], data[52:84]
        self.records, self.seal, self.incomplete = [], None, 0
        at = 88
        while at < len(data):
            if not any(data[at:]) or len(data) - at < 8:
                self.incomplete = len(data) - at
                break
            length, checksum = struct.unpack(">II", data[at:at + 8])
            whole = 48 if length == 0xFFFFFFFF else 8 + length
            need(length == 0xFFFFFFFF or 1 <= length <= 65535, path + ": a length at byte %d" % at)
            if len(data) - at < whole:
                self.incomplete = len(data) - at
                break
            record = data[at:at + whole]
            need(checksum == crc32c(record[:4] + record[8:]), path + ": a checksum at byte %d" % at)
            at += whole
            if length == 0xFFFFFFFF:
                need(struct.unpack(">Q", record[8:16])[0] == len(self.records), path + ": the seal counts wrongly")
                need(at == len(data), path + ": something behind the seal")
                self.seal = record[16:48]
            else:
                self.records.append(record[8:])


def check_entry(content, sequence, after):
    entry = json.loads(content)
    need(list(entry) == MEMBERS and entry["v"] == 1, "entry %d: other members" % sequence)
    need(canonical(entry) == content, "entry %d: not canonical" % sequence)
    need(entry["at"] == sequence, "entry %d says that it is at %d" % (sequence, entry["at"]))
    need(entry["after"] == after.hex(), "entry %d does not follow the one before it" % sequence)
    for time in (entry["time"], entry["recorded"]):
        need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time), "entry %d: a time" % sequence)
    return entry


def check_blob(directory, reference, entries, leaves):
    digest = reference["sha256"]
    path = os.path.join(directory, "blob", digest[:2], digest)
    if os.path.exists(path + ".erased"):
        number, reason, content = re.fullmatch(
            r"Entry (\d+): (.*)\n([^\n]+)\n", read(path + ".erased").decode(), re.DOTALL).groups()
        need(leaves[int(number)] == leaf_hash(content.encode()), path + ": its entry is not in the tree")
        erasure = json.loads(content)
        need(
            erasure["event"] == "audit.blob.erased"
            and erasure["target"]["id"] == digest
            and erasure["details"]["reason"] == reason,
            path + ": erased, but no entry says so")
        return "erased"
    data = read(path + ".blob")
    need(data[:8] == b"DEPLBLOB", path + ": not a blob")
    version, checksum, size = struct.unpack(">IIQ", data[8:24])
    need(version == 1 and checksum == crc32c(data[16:]), path + ": checksum")
    need(size == reference["size"], path + ": another size")
    content = zlib.decompressobj().decompress(data[24:], size + 1)
    need(len(content) == size and hashlib.sha256(content).hexdigest() == digest, path + ": another content")
    return "read"


def check_erased(directory, digest):
    """What an entry says was erased is gone, or about to."""
    path = os.path.join(directory, "blob", digest[:2], digest)
    gone = os.path.exists(path + ".erased") and not os.path.exists(path + ".blob")
    need(gone or os.path.exists(os.path.join(directory, "blob", digest + ".erasing")), path + ": not erased")


def check_tiles(directory, leaves):
    """Every tile has exactly the hashes that follow from the leaves."""
    level, hashes, tiles = 0, leaves, 0
    while hashes:
        above = []
        for start in range(0, len(hashes), 256):
            expected = hashes[start:start + 256]
            path = tile_path(directory, level, start // 256, len(expected))
            need(read(path) == b"".join(expected), path + ": other hashes")
            tiles += 1
            if len(expected) == 256:
                above.append(tree_root(expected))
        level, hashes = level + 1, above
    return tiles


def main(directory):
    key = read_key(os.path.join(directory, "keys", "ledger.pub"))
    about = open_note(os.path.join(directory, "ledger"), key)
    need(about[0] == "deployment-ledger format 1" and about[1] == "origin " + key[0], "ledger: another format or origin")
    origin, size, root = open_note(os.path.join(directory, "checkpoint"), key)
    need(origin == key[0], "checkpoint: of another ledger")
    size, root = int(size), base64.b64decode(root, validate=True)

    first = 0
    if os.path.exists(os.path.join(directory, "retained")):
        kind, origin, left, recorded_by = open_note(os.path.join(directory, "retained"), key)
        need(kind == "deployment-ledger retained" and origin == "origin " + key[0], "retained: of something else")
        first = int(left.split(" ")[1])

    leaves = []
    for start in range(0, first, 256):
        width = min(256, size - start)
        tile = read(tile_path(directory, 0, start // 256, width))
        leaves += [tile[i:i + 32] for i in range(0, len(tile), 32)][:first - start]
    entries, blobs = {}, {"read": 0, "erased": 0}
    after = leaves[-1] if leaves else bytes(32)
    names = sorted(name for name in os.listdir(os.path.join(directory, "log")) if name.endswith(".seg"))
    incomplete, sealed = 0, 0
    for name in names:
        segment = Segment(os.path.join(directory, "log", name))
        need(segment.first == len(leaves), name + ": does not begin where the one before it ends")
        need(segment.after == after, name + ": the header names another entry before it")
        need(segment.root == tree_root(leaves), name + ": the header has another root")
        need(not incomplete and sealed == names.index(name), name + ": the one before it is not sealed")
        for content in segment.records:
            entries[len(leaves)] = check_entry(content, len(leaves), after)
            after = leaf_hash(content)
            leaves.append(after)
        if segment.seal is not None:
            need(segment.seal == tree_root(leaves), name + ": the seal has another root")
            sealed += 1
        incomplete = segment.incomplete
    need(len(leaves) >= size, "the checkpoint covers %d entries, there are %d" % (size, len(leaves)))
    need(tree_root(leaves[:size]) == root, "the checkpoint has another root")
    tiles = check_tiles(directory, leaves[:size])
    if first:
        pruned = entries[int(recorded_by.split(" ")[1])]
        need(pruned["event"] == "audit.pruned" and pruned["details"]["last"] == str(first - 1), "retained: no entry says so")
        need(pruned["details"]["root"] == tree_root(leaves[:first]).hex(), "retained: another root")
    for entry in entries.values():
        if entry["event"] == "audit.blob.erased":
            check_erased(directory, entry["target"]["id"])
        for reference in entry["blobs"]:
            blobs[check_blob(directory, reference, entries, leaves)] += 1
    print(json.dumps({
        "origin": key[0],
        "size": size,
        "root": root.hex(),
        "entries": len(entries),
        "first": first,
        "unsigned": len(leaves) - size,
        "incomplete": incomplete,
        "segments": len(names),
        "sealed": sealed,
        "tiles": tiles,
        "blobs": blobs["read"],
        "erased": blobs["erased"],
    }))


if __name__ == "__main__":
    need(len(sys.argv) == 2, "name the directory of a ledger")
    main(sys.argv[1])
