"""People's time: who comes, rests and goes, and what managers correct. What is drawn, and what both are asked to do."""

from model_cafe import ROLES, Missing
from model_clock import DAY, HOUR, MINUTE, written
from model_hours import Shift, view

PEOPLE = list(ROLES)
WORDS = {"begun": "startedAt", "ended": "endedAt", "rested": "breakMinutes"}


class Clock:
    """Everybody for himself."""

    @staticmethod
    def draw(world, chance):
        return {"what": chance.choice(["in", "in", "break", "out"]), "who": chance.choice(PEOPLE)}

    @staticmethod
    def play(game, op):
        world = game.world
        game.does(op, "POST", f"/time-clock/{op['what']}", {},
                  lambda: {"shift": view(world.time_clock.do(world, op["key"], op["who"], op["what"]), world.now)})


def body_of(change, reason):
    return {"reason": reason, **{WORDS[name]: value if name == "rested" else written(value) for name, value in change.items()}}


def by_whom(chance):
    return chance.choice(["mona", "owner", "mona", "carl"])


class WriteShift:
    """One that nobody clocked."""

    @staticmethod
    def draw(world, chance):
        ended = max(5 * DAY, world.now) - chance.choice([0, 30_000, HOUR, 5 * HOUR, DAY, 3 * DAY, -MINUTE])
        return {"whose": chance.choice(PEOPLE), "change": {"begun": ended - chance.choice([0, 29_999, 4 * HOUR, 9 * HOUR, 25 * HOUR, -MINUTE]),
                                                           "ended": ended, "rested": chance.choice([0, 0, 30, 240, 241])},
                "reason": chance.choice(["off", "forgotten", "off", ""]), "who": by_whom(chance)}

    @staticmethod
    def play(game, op):
        world, clock = game.world, game.world.time_clock

        def act():
            world.require(op["who"], "time_clock.correct")
            new = clock.corrected(world, Shift(op["key"], op["whose"], None, 0), op["change"], op["who"], op["reason"])
            clock.shifts.append(new)
            return {"shift": view(new, world.now)}
        game.does(op, "POST", "/time-clock", {**body_of(op["change"], op["reason"]), "staffId": game.id(op["whose"])}, act, 201)


class CorrectShift:
    @staticmethod
    def draw(world, chance):
        shifts = world.time_clock.shifts
        if not shifts:
            return None
        shift = chance.choice(shifts[-10:])
        change = {"begun": shift.begun + chance.choice([-HOUR, -MINUTE, 45_000, HOUR]), "rested": chance.choice([0, 15, 60]),
                  "ended": chance.choice([world.now, shift.until(world.now) + chance.choice([-HOUR, -1, MINUTE])])}
        return {"shift": shift.key, "change": {name: max(0, change[name]) for name in change if chance.random() < 0.4},
                "reason": chance.choice(["late", "late", "late", ""]), "who": by_whom(chance)}

    @staticmethod
    def play(game, op):
        world, clock = game.world, game.world.time_clock
        shift = next((one for one in clock.shifts if one.key == op["shift"]), None)
        if not shift:
            raise Missing(op["shift"])

        def act():
            world.require(op["who"], "time_clock.correct")
            new = clock.corrected(world, shift, op["change"], op["who"], op["reason"])
            clock.shifts[clock.shifts.index(shift)] = new
            return {"shift": view(new, world.now)}
        game.does(op, "PUT", f"/time-clock/{game.id(shift.key)}", body_of(op["change"], op["reason"]), act)
