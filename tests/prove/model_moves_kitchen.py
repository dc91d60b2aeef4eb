"""The kitchen: its stations, and what becomes of its tickets. What is drawn, and what both are asked to do."""

from model_cafe import Missing, Refused
from model_kitchen import STEPS, Station, view
from model_moves_menu import CATEGORIES
from model_moves_tabs import TabMove
from model_moves_tabs import view as tab_view
from model_wire import Difference, Ref


def cook(chance):
    return chance.choice(["kit", "kit", "carl", "cleo", "mona", "tina"])


def look_up(game):
    """Tickets are answers to no question that made them: their ids are learnt by looking at the last ones."""
    known = {(one.day.isoformat(), one.number): one for one in game.world.kitchen.tickets}
    got = game.looks("/kitchen/tickets?limit=200", {})["tickets"]
    for one in got:
        ticket = known.get((one["businessDate"], one["number"]))
        if not ticket:
            raise Difference(f"ticket {one['number']} of {one['businessDate']}: {one['reference']} was sent by nothing")
        game.comparer.compare(view(ticket), one, f"ticket {one['number']} of {one['businessDate']}")
    return got


class NewStation:
    @staticmethod
    def draw(world, chance):
        stations = world.kitchen.stations
        if len(stations) > 3 or chance.random() < 0.1:
            return None
        return {"categories": chance.sample(CATEGORIES, chance.choice([0, 1, 1, 2])), "order": 100 + len(stations) * chance.choice([1, -1]), "prints": chance.random() < 0.5,
                "who": chance.choice(["mona", "owner", "mona", "carl"])}

    @staticmethod
    def play(game, op):
        world = game.world

        def act():
            world.require(op["who"], "kitchen.manage")
            free(world, op["categories"], None)
            world.kitchen.stations[op["key"]] = Station(op["key"], op["categories"], op["order"], prints=op["prints"])
            return {"station": {"id": Ref(op["key"]), "categories": op["categories"], "active": True}}
        game.does(op, "POST", "/stations", {"name": op["key"], "categories": op["categories"], "sortOrder": op["order"],
                                            "printerId": game.id("pass") if op["prints"] else None}, act, 201)


def free(world, categories, but):
    """Each category has one station in use at most."""
    taken = {name for one in world.kitchen.stations.values() if one.active and one is not but for name in one.categories}
    if taken & set(categories):
        raise Refused(400, "VALIDATION_ERROR")


def station_of(world, op):
    if op["station"] not in world.kitchen.stations:
        raise Missing(op["station"])
    return world.kitchen.stations[op["station"]]


class ChangeStation:
    """It makes other things, or is put out of use, or back."""

    @staticmethod
    def draw(world, chance):
        stations = world.kitchen.stations
        if not stations:
            return None
        change = chance.choice([{"active": True}, {"active": False}, {"categories": chance.sample(CATEGORIES, chance.choice([1, 2]))}])
        return {"station": chance.choice(list(stations)), "change": change, "who": chance.choice(["mona", "owner", "kit"])}

    @staticmethod
    def play(game, op):
        world, station = game.world, station_of(game.world, op)

        def act():
            world.require(op["who"], "kitchen.manage")
            active, categories = op["change"].get("active", station.active), op["change"].get("categories", station.categories)
            if active:
                free(world, categories, station)
            station.active, station.categories = active, categories
            return {"station": {"id": Ref(station.key), "categories": categories, "active": active}}
        game.does(op, "PUT", f"/stations/{game.id(station.key)}", op["change"], act)


class RemoveStation:
    """One that made nothing yet; items that named it go by their category."""

    @staticmethod
    def draw(world, chance):
        stations = world.kitchen.stations
        return stations and {"station": chance.choice(list(stations)), "who": chance.choice(["mona", "carl"])}

    @staticmethod
    def play(game, op):
        world, station = game.world, station_of(game.world, op)

        def act():
            world.require(op["who"], "kitchen.manage")
            if any(one.station == station.key for one in world.kitchen.tickets):
                raise Refused(409, "CONFLICT")
            del world.kitchen.stations[station.key]
            for item in world.items.values():
                item.station = None if item.station == station.key else item.station
            return {}
        game.does(op, "DELETE", f"/stations/{game.id(station.key)}", None, act, 204)


class ItemStation:
    """An item that another station makes than that of its category, or this one again."""

    @staticmethod
    def draw(world, chance):
        items = [one.key for one in world.items.values() if not one.archived]
        return {"item": chance.choice(items), "station": chance.choice([None, *world.kitchen.stations]), "who": chance.choice(["mona", "carl"])}

    @staticmethod
    def play(game, op):
        world, item = game.world, game.world.items[op["item"]]
        if item.archived:
            raise Missing(op["item"])
        station = op["station"] and station_of(world, op)

        def act():
            world.require(op["who"], "menu.edit")
            item.station = station and station.key
            item.touch()
            return {"id": Ref(item.key), "stationId": station and Ref(station.key)}
        game.does(op, "PUT", f"/menu_items/{game.id(item.key)}", {"stationId": station and game.id(station.key)}, act)


class SendTab(TabMove):
    """What the kitchen was not told before."""

    @classmethod
    def draw(cls, world, chance):
        picked = cls.pick(world, chance)
        return picked and picked[1]

    @classmethod
    def play(cls, game, op):
        world, tab = game.world, game.world.tabs[op["tab"]]

        def act():
            cls.require(world, tab, op)
            world.kitchen.send(world, tab.source(), [(line, line.quantity - line.undone) for line in tab.lines])
            tab.version += 1
            return {"tab": tab_view(world, tab)}
        game.does(op, "POST", f"/tabs/{game.id(tab.key)}/send", {"version": op["version"]}, act)


class Work:
    """What a cook says of a ticket."""

    @staticmethod
    def draw(world, chance):
        tickets = world.kitchen.tickets
        if not tickets:
            return None
        open_ones = [one for one in tickets[-30:] if one.in_work() or one.must_acknowledge]
        ticket = chance.choice(open_ones[:8] if open_ones and chance.random() < 0.8 else tickets[-20:])
        what = chance.choice(["started", "ready", "ready", "served", "served", "recall", "acknowledge", "acknowledge", "done", "done", "undone"])
        return {"ticket": ticket.key, "what": what, "line": chance.randrange(len(ticket.lines)), "who": cook(chance)}

    @classmethod
    def play(cls, game, op):
        world, ticket, what = game.world, game.world.kitchen.ticket(op["ticket"]), op["what"]
        if not ticket or op["line"] >= len(ticket.lines):
            raise Missing(op["ticket"])
        if op["ticket"] not in game.comparer.ids:
            look_up(game)
        line = ticket.lines[op["line"]]

        def act():
            world.require(op["who"], "kitchen.advance")
            if what == "recall":
                cls.recall(ticket)
            elif what == "acknowledge":
                cls.acknowledge(ticket)
            elif what in ("done", "undone"):
                cls.make(ticket, line, what == "done")
            else:
                cls.advance(ticket, what, world.now)
            return {"ticket": view(ticket)}
        path = f"/kitchen/tickets/{game.id(ticket.key)}/"
        if what in STEPS:
            game.does(op, "POST", path + "state", {"state": what}, act)
        elif what in ("done", "undone"):
            game.does(op, "POST", f"{path}lines/{game.id(ticket.key + ' line ' + str(op['line']))}/done", {"done": what == "done"}, act)
        else:
            game.does(op, "POST", path + what, {}, act)

    @staticmethod
    def advance(ticket, state, now):
        """Forward only; what is ready is made, line by line."""
        if ticket.state == state:
            return
        if ticket.state == "cancelled" or STEPS.index(state) < STEPS.index(ticket.state):
            raise Refused(409, "TICKET_STATE")
        if state in ("ready", "served"):
            for line in ticket.lines:
                line.done = line.done or bool(line.left())
            if ticket.ready_at is None:
                ticket.ready_at = max(now, ticket.at)
        ticket.state = state

    @staticmethod
    def make(ticket, line, done):
        """The first line that is made starts the ticket."""
        if line.done == done:
            return
        if ticket.state not in ("new", "started") or not line.left():
            raise Refused(409, "TICKET_STATE")
        line.done = done
        ticket.state = "started"

    @staticmethod
    def recall(ticket):
        if ticket.state == "started":
            return
        if ticket.state not in ("ready", "served") or not ticket.wanted():
            raise Refused(409, "TICKET_STATE")
        ticket.state, ticket.ready_at = "started", None

    @staticmethod
    def acknowledge(ticket):
        """Somebody in the kitchen says that it knows; once is enough."""
        if not ticket.cancelled:
            raise Refused(409, "TICKET_STATE")
        ticket.must_acknowledge = False
