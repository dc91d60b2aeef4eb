"""Damaged copies of a backup: what disks, sticks and lines do to a file, and what was opened, changed and sealed again."""

import gzip
import itertools

from corpora import SEAL, archive_of, members_of

SEAL_BYTES = len(SEAL) - 2 + 64
# With rows of another moment the books of a café do not agree, nor without them or those that they refer to.
BOOKS = ("orders", "order_items", "payments", "refunds", "stock_movements", "inventory_items", "drawer_movements", "journal_entries", "sales_rollups")
REFERRED_TO = ("users", "menu_items")


def place_in(chance, content):
    """(start, end) of a sector or of a few of them."""
    size = chance.choice([1, 16, 512, 4096])
    start = chance.randrange(max(1, len(content) - size)) // size * size
    return start, min(len(content), start + size)


def cut(chance, good, _):
    return good[:chance.randrange(len(good))]


def cut_a_little(chance, good, _):
    return good[:-chance.randint(1, 2 * SEAL_BYTES)]


def without_its_beginning(chance, good, _):
    return good[chance.randint(1, 4096):]


def longer(chance, good, _):
    return good + chance.choice([bytes, chance.randbytes])(chance.randint(1, 4096))


def a_bit_flipped(chance, good, _):
    at = chance.randrange(len(good))
    return good[:at] + bytes([good[at] ^ 1 << chance.randrange(8)]) + good[at + 1:]


def a_bit_of_the_seal_flipped(chance, good, other):
    return good[:-SEAL_BYTES] + a_bit_flipped(chance, good[-SEAL_BYTES:], other)


def overwritten(chance, good, _):
    start, end = place_in(chance, good)
    return good[:start] + chance.choice([bytes, chance.randbytes])(end - start) + good[end:]


def a_piece_lost(chance, good, _):
    start, end = place_in(chance, good)
    return good[:start] + good[end:]


def a_piece_twice(chance, good, _):
    start, end = place_in(chance, good)
    return good[:end] + good[start:]


def two_pieces_swapped(chance, good, _):
    size = chance.choice([512, 4096])
    one, two = sorted(chance.sample(range(len(good) // size), 2))
    pieces = [good[at:at + size] for at in range(0, len(good), size)]
    pieces[one], pieces[two] = pieces[two], pieces[one]
    return b"".join(pieces)


def a_piece_of_another(chance, good, other):
    start, end = place_in(chance, good[:len(other)])
    return good[:start] + other[start:end] + good[end:]


def the_end_of_another(chance, good, other):
    at = chance.randrange(1, min(len(good), len(other)))
    return good[:at] + other[at:]


def the_seal_of_another(_, good, other):
    return good[:-SEAL_BYTES] + other[-SEAL_BYTES:]


def twice(_, good, __):
    return good + good


def followed_by_another(_, good, other):
    return good + other


def two_seals(_, good, __):
    return good + good[-SEAL_BYTES:]


def unpacked(_, good, __):
    return gzip.decompress(good[:-SEAL_BYTES]) + good[-SEAL_BYTES:]


def empty(*_):
    return b""


def of_another_kind(chance, *_):
    return gzip.compress(chance.randbytes(5000))


TORN = (cut, a_bit_flipped, cut_a_little, a_piece_of_another, overwritten, a_piece_lost, the_end_of_another, two_pieces_swapped, a_piece_twice,
        the_seal_of_another, a_bit_of_the_seal_flipped, longer, without_its_beginning, twice, two_seals, followed_by_another, unpacked, of_another_kind, empty)


# ---- its seal fits


def of_table(member, table):
    return member[0].startswith(f"rows/{table}/")


def a_member_twice(chance, members, _):
    return members + [chance.choice(members)]


def a_member_renamed(chance, members, _):
    at = chance.randrange(len(members))
    name, content = members[at]
    return members[:at] + [(chance.choice([name.upper(), "x" + name, name.split("/")[-1] + ".old", "rows/" + name, name.replace("/", "") + "~"]), content)] + members[at + 1:]


def no_manifest(_, members, __):
    return members[1:]


def another_order(chance, members, _):
    at = chance.randrange(1, len(members))
    return members[at:] + members[:at]


def books_left_out(chance, members, _):
    return without(members, chance.choice([table for table in BOOKS + REFERRED_TO if any(of_table(member, table) for member in members)]))


def books_of_another(chance, members, others):
    """Of another moment."""
    different = [table for table in BOOKS if [one for one in members if of_table(one, table)] != [one for one in others if of_table(one, table)]]
    table = chance.choice(different)
    return without(members, table) + [member for member in others if of_table(member, table)]


def rows_that_end_in_the_middle(chance, members, _):
    at = chance.choice([at for at, (name, content) in enumerate(members) if name.startswith("rows/") and len(content) > 20])
    name, content = members[at]
    return members[:at] + [(name, content[:-chance.randint(2, min(10, len(content)))])] + members[at + 1:]


MENDED = (a_member_twice, books_left_out, a_member_renamed, books_of_another, no_manifest, rows_that_end_in_the_middle, another_order)


def without(members, table):
    return [member for member in members if not of_table(member, table)]


def in_words(made):
    return made.__name__.replace("_", " ")


def damaged(chance, good, other):
    """(what, bytes) without end: of four the seal tells three."""
    members, others = members_of(good), members_of(other)
    torn, mended = itertools.cycle(TORN), itertools.cycle(MENDED)
    for number in itertools.count(1):
        if number % 4 == 0:
            made = next(mended)
            yield in_words(made) + ", sealed again", archive_of(made(chance, members, others))
            continue
        made = next(torn)
        content = made(chance, good, other)
        while content == good:  # zeros over zeros
            content = made(chance, good, other)
        yield in_words(made), content
