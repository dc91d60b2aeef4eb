"""The kitchen in the model: who makes what, what was sent there, and what of it is still wanted. From docs/adr/0028 and docs/api/kitchen.md."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from model_clock import written
from model_money import half_up
from model_wire import Bag, Ref, Sums

STEPS = ["new", "started", "ready", "served"]


@dataclass(eq=False)
class Station:
    key: str
    categories: list
    order: int
    active: bool = True
    prints: bool = False


@dataclass(eq=False)
class Wanted:
    """A line of a ticket."""
    line: str  # that of the order or tab
    item: str
    name: str
    size: str
    quantity: int
    options: list  # (name, how many for one unit)
    cancelled: int = 0
    done: bool = False

    def left(self):
        return self.quantity - self.cancelled

    def state(self):
        return ("done" if self.done else "open") if self.left() else "cancelled"


@dataclass(eq=False)
class Ticket:
    key: str
    number: int
    day: date
    hour: int
    at: int
    station: str
    source: object
    lines: list
    added_to: str = None
    state: str = "new"
    cancelled: bool = False  # something of it was, before it was served
    must_acknowledge: bool = False
    ready_at: int = None

    def in_work(self):
        return self.state not in ("served", "cancelled")

    def wanted(self):
        return any(line.left() for line in self.lines)


@dataclass
class Source:
    """What is sent from, an order or a tab, as it was then."""
    kind: str
    key: str
    reference: str
    name: str
    table: str
    service: str


class Kitchen:
    def __init__(self):
        self.stations, self.tickets, self.told = {}, [], []

    def ticket(self, key):
        return next((one for one in self.tickets if one.key == key), None)

    # ---- what is sent

    def station_of(self, item, category):
        """The item's own wins over that of its category; nothing is sent to one that is out of use."""
        active = [one for one in self.stations.values() if one.active]
        own = next((one for one in active if one.key == item.station), None)
        return own or next((one for one in active if category.lower() in (name.lower() for name in one.categories)), None)

    def sent(self, line):
        """So many of it the kitchen knows of."""
        return sum(one.left() for ticket in self.tickets for one in ticket.lines if one.line == line)

    def send(self, world, source, lines):
        """Of (line, how many of it the kitchen should know of): what it does not. It knows a line as one of the tab that it was ordered on."""
        lines = list(lines)
        for key in [key for key in world.tabs if any(line.ordered_on == key for line, _ in lines)] or [source.key]:
            self.send_of(world, replace(source, key=key), [one for one in lines if one[0].ordered_on in (None, key)])

    def send_of(self, world, source, lines):
        """A ticket for each station, in their order."""
        dated = world.calendar.look(world.now)
        at_stations = {}
        for line, quantity in lines:
            station, more = self.station_of(world.items[line.item], line.category), quantity - self.sent(line.key)
            if station and more > 0:
                options = [(option.name, count) for option, count in line.options]
                at_stations.setdefault(station.key, []).append(Wanted(line.key, line.item, line.name, line.size, more, options))
        for key in sorted(at_stations, key=lambda one: self.stations[one].order):
            self.write(world, source, key, at_stations[key], dated)

    def write(self, world, source, station, lines, dated):
        earlier = [one for one in self.tickets if one.source.key == source.key and one.station == station]
        number = world.next_of_day("ticket", dated.day)
        self.tickets.append(Ticket(f"{source.key} at {station} {len(earlier)}", number, dated.day, dated.hour, world.now, station, source, lines,
                                   earlier[0].key if earlier else None))
        world.paper.of_ticket(self.stations[station], self.tickets[-1])

    # ---- what is taken back

    def take_back(self, line, units):
        """What is not served goes first, the last of it before what came earlier, and the kitchen must say that it knows."""
        for served in (False, True):
            for ticket in reversed(self.tickets):
                for one in ticket.lines:
                    taken = min(units, one.left()) if one.line == line and (ticket.state == "served") == served else 0
                    if taken:
                        one.cancelled += taken
                        units -= taken
                        self.cancelled(ticket)

    def cancelled(self, ticket):
        if ticket.state != "served":
            self.told.append(ticket)
            ticket.cancelled = ticket.must_acknowledge = True
            if not ticket.wanted():
                ticket.state = "cancelled"

    def tell(self, paper):
        """Once something has happened: a slip for each ticket of which something is not wanted any more."""
        for ticket in dict.fromkeys(self.told):
            paper.of_ticket(self.stations[ticket.station], ticket, "kitchen_cancellation")
        self.told.clear()

    # ---- what is to be seen

    def shown(self, today):
        """On a display, the oldest day first."""
        return sorted((one for one in self.tickets if (one.in_work() or one.must_acknowledge) and one.day >= today - timedelta(days=1)),
                      key=lambda one: one.day)


def view(ticket):
    source = ticket.source
    lines = [{"id": Ref(f"{ticket.key} line {number}"), "lineId": Ref(one.line), "menuItemId": Ref(one.item), "name": one.name, "size": one.size,
              "quantity": one.quantity, "cancelled": one.cancelled, "done": one.done, "state": one.state(),
              "options": [name if count == 1 else f"{count}x {name}" for name, count in one.options]} for number, one in enumerate(ticket.lines)]
    return {"id": Ref(ticket.key), "number": ticket.number, "businessDate": ticket.day.isoformat(), "stationId": Ref(ticket.station),
            "source": source.kind, "sourceId": Ref(source.key), "reference": source.reference, "name": source.name, "table": source.table,
            "service": source.service, "state": ticket.state, "addedTo": Ref(ticket.added_to) if ticket.added_to else None,
            "mustAcknowledge": ticket.must_acknowledge, "lines": lines, "createdAt": written(ticket.at),
            "readyAt": None if ticket.ready_at is None else written(ticket.ready_at)}


def totals(tickets):
    """What is still to be made, all day."""
    items, options = {}, {}
    for one in (line for ticket in tickets if ticket.in_work() for line in ticket.lines if line.left() and not line.done):
        key = (one.item, one.name, one.size)
        items[key] = items.get(key, 0) + one.left()
        for name, count in one.options:
            options[name] = options.get(name, 0) + count * one.left()
    return {"items": Bag([{"menuItemId": Ref(item), "name": name, "size": size, "quantity": quantity}
                          for (item, name, size), quantity in items.items()], "menuItemId", "name", "size"),
            "options": Bag([{"name": name, "quantity": quantity} for name, quantity in options.items()], "name")}


def report(kitchen, first, last):
    """How long they took to be ready. What a clock that was put back makes less than nothing is nothing."""
    rows = {}
    for one in kitchen.tickets:
        if one.ready_at is not None and first <= one.day <= last:
            rows.setdefault((one.station, one.hour), []).append(max(0, one.ready_at - one.at))
    return {"rows": Sums([{"stationId": Ref(station), "hour": hour, "tickets": len(times), "averageSeconds": half_up(Fraction(sum(times), len(times) * 1000)),
                           "longestSeconds": half_up(Fraction(max(times), 1000))} for (station, hour), times in rows.items()], "stationId", "hour")}
