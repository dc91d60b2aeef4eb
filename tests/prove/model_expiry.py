"""What is sold out, and until when, in the model (docs/api/options.md)."""

from model_clock import written

FOREVER = 1 << 60


def availability(one, now):
    """Nobody takes the mark away: what is over is over, and again not if the clock is put back."""
    out = one.out_until is not None and now < one.out_until
    return {"available": not out, "until": written(one.out_until) if out and one.out_until != FOREVER else None}


def sold_out_names(world, lines):
    """Of a sale without combos: what it is told of."""
    items = [world.items[line.item] for line in lines]
    options = [option for line in lines for option, _ in line.options]
    return ({f"{one.name} ({one.size}) is said to be sold out" for one in items if not availability(one, world.now)["available"]}
            | {f"{one.name} is said to be sold out" for one in options if not availability(one, world.now)["available"]})
