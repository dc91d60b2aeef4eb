"""What ends by itself: that something is sold out, and that somebody allowed something. What is drawn, and what both are asked to do."""

from model_cafe import Missing, Refused
from model_clock import HOUR, MINUTE, written
from model_expiry import FOREVER, availability
from model_moves_office import Restart
from model_moves_sales import GiveBack
from model_wire import Ref

APPROVAL = MINUTE


class SoldOut:
    @staticmethod
    def draw(world, chance):
        items = [one.key for one in world.items.values() if not one.archived]
        of = chance.choice(["items", "items", "options"]) if world.options else "items"
        return {"of": of, "one": chance.choice(items if of == "items" else list(world.options)), "who": chance.choice(["carl", "mona", "tina", "kit"]),
                "until": chance.choice([None, "back", world.now + MINUTE, world.now + 2 * HOUR, world.now + 30 * HOUR, world.now - MINUTE])}

    @staticmethod
    def play(game, op):
        world, one, until = game.world, getattr(game.world, op["of"])[op["one"]], op["until"]
        if op["of"] == "items" and one.archived:
            raise Missing(op["one"])

        def act():
            world.require(op["who"], "menu.availability")
            if until not in (None, "back") and until <= world.now:
                raise Refused(400, "VALIDATION_ERROR")
            one.out_until = None if until == "back" else FOREVER if until is None else until
            if op["of"] == "items":
                one.touch()
            return {"menuItemId" if op["of"] == "items" else "optionId": Ref(one.key), "availability": availability(one, world.now)}
        path = f"/{'menu_items' if op['of'] == 'items' else 'options'}/{game.id(one.key)}/availability"
        game.does(op, "PUT", path, {"available": until == "back", **({"until": written(until)} if until not in (None, "back") else {})}, act)


class LateApproval:
    """What somebody allowed is used after a restart: within its minute it is good, afterwards it is not."""

    @staticmethod
    def draw(world, chance):
        drawn = GiveBack.draw(world, chance)
        if not drawn or world.settings["coins"] != "none":
            return None
        drawn.pop("once", None)
        return {**drawn, "who": "carl", "by": "mona", "wait": chance.choice([0, APPROVAL - 10_000, APPROVAL + 1000, 3 * HOUR])}

    @staticmethod
    def play(game, op):
        if game.world.orders[op["order"]].hidden or game.world.settings["coins"] != "none":
            raise Missing(op["order"])
        game.allow(op["who"], op["by"], "sales.refund")
        approval, token, game.approval = game.approval, game.tokens["carl"], None
        Restart.play(game, {"kill": False, "trust": False, "wait": op["wait"]})
        game.ask("carl", "GET", "/auth/me")  # his session may be over by then; the approval belongs to it
        game.approval = approval
        if op["wait"] >= APPROVAL or game.tokens["carl"] != token:
            game.world.allowed.clear()
            others = [Refused(422, "REFUND_EXCEEDS_PAID"), Refused(409, "CONFLICT"), Refused(400, "VALIDATION_ERROR")]
            game.world.denied = Refused(403, "APPROVAL_EXPIRED" if game.tokens["carl"] == token else "FORBIDDEN", *others)  # what is wrong with it besides may be said first
        try:
            GiveBack.play(game, op)
        finally:
            game.approval = game.world.denied = None
            game.world.allowed.clear()
