"""Slips that are asked for, and receipts by mail. What is drawn, and what both are asked to do."""

from model_cafe import Missing, Refused
from model_clock import MINUTE
from model_moves_sales import draw_order

REPRINT = 5 * MINUTE  # receipts.reprint of the settings


class Reprint:
    """Within some minutes of the sale; later who may refund."""

    @staticmethod
    def draw(world, chance):
        order = draw_order(world, chance)
        till = {"till": chance.choice(list(world.tills))} if world.tills and chance.random() < 0.7 else {}
        return order and {"order": order.key, "who": chance.choice(["carl", "carl", "mona", "tina"]), **till}

    @staticmethod
    def play(game, op):
        world, order = game.world, game.world.orders[op["order"]]
        if order.hidden or world.now - order.at == REPRINT:
            raise Missing(op["order"])

        def act():
            world.require(op["who"], "receipts.reprint")
            if world.now - order.at > REPRINT and not world.may(op["who"], "sales.refund"):
                raise Refused(403, "REPRINT_WINDOW_CLOSED")
            order.reprints += 1
            world.paper.slip("reprint", order.key)
            drawer = world.open_drawer(op.get("till"))
            if drawer:
                drawer.moves.append(("reprint", 0, order))
            return {"reprinted": True, "reprintCount": order.reprints}
        game.does(op, "POST", f"/orders/{game.id(order.key)}/reprint-receipt", {}, act)


class PrintZ:
    @staticmethod
    def draw(world, chance):
        return world.zs and {"number": chance.randint(1, len(world.zs)), "who": chance.choice(["carl", "mona"])}

    @staticmethod
    def play(game, op):
        world = game.world
        if op["number"] > len(world.zs):
            raise Missing(op["number"])

        def act():
            world.paper.slip("z_report", str(world.zs[op["number"] - 1]["drawerId"]))
            return {}
        game.does(op, "POST", f"/z-reports/{op['number']}/print", {}, act)


class MailReceipt:
    @staticmethod
    def draw(world, chance):
        order = draw_order(world, chance)
        return order and {"order": order.key, "who": chance.choice(["mona", "owner", "carl"])}

    @staticmethod
    def play(game, op):
        world, order = game.world, game.world.orders[op["order"]]
        if order.hidden:
            raise Missing(op["order"])

        def act():
            world.require(op["who"], "receipts.email")
            world.paper.mail(order.number)
            return {"emailSent": True, "recipient": "bob@example.org"}
        game.does(op, "POST", f"/orders/{game.id(order.key)}/email-receipt", {"email": "bob@example.org"}, act)
