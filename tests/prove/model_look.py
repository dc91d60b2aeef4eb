"""Looking at everything that the café has and comparing it with the model: orders and their lists, stock, alerts, drawers, reports."""

from datetime import date, timedelta
from decimal import Decimal

import model_hours
import model_kitchen
import model_moves_kitchen
import model_paper
import model_reports
import model_stock
from model_clock import written
from model_expiry import availability
from model_money import shares, wire
from model_moves_menu import thousandths
from model_moves_sales import item_of, refund_view
from model_moves_tabs import view as tab_view
from model_moves_tills import z_of
from model_wire import Bag, Difference, Ref, Words

GROUPS = ["day", "week", "month", "hour", "product", "item", "category", "staff", "payment", "tax"]


def at_everything(game):
    at_keys(game)
    at_stock(game)
    at_orders(game)
    at_lists(game)
    at_pages(game)
    at_refunds(game)
    at_tabs(game)
    at_drawers(game)
    at_kitchen(game)
    at_hours(game)
    at_menu(game)
    model_paper.compare(game)
    at_reports(game)


def at_keys(game):
    """None is forgotten."""
    for kept in list(game.kept.values())[:1] + list(game.kept.values())[-1:]:
        game.does_again(*kept)


def at_stock(game):
    stock = game.world.stock
    game.looks("/inventory?limit=200",
               {"inventory": Bag([{"id": Ref(one.key), "currentStock": thousandths(one.level), "status": model_stock.status(one),
                                   "minStockLevel": thousandths(one.least), "costPerUnit": Decimal(one.cost) / 10_000}
                                                         for one in stock.values()], "id")})
    for one in stock.values():
        ledger = [{"type": kind, "quantity": thousandths(change), "previousStock": thousandths(before), "newStock": thousandths(after)}
                  for kind, change, before, after in one.movements]
        got = game.looks(f"/inventory/{game.id(one.key)}/movements?limit=200", {})
        game.comparer.compare(ledger[::-1][:len(got["movements"])], got["movements"], f"movements of {one.key}")
    alerts = [{"inventory_item_id": Ref(one.key), "alert_type": kind} for one in stock.values() for kind in model_stock.conditions(one)]
    game.looks("/alerts?resolved=false&limit=200", {"alerts": Bag(alerts, "inventory_item_id", "alert_type")})


def order_view(order):
    return {"id": Ref(order.key), "order_number": order.number, "status": order.status, "business_date": order.day.isoformat(),
            "total": wire(order.total),
            "subtotal": wire(order.sums.subtotal), "tax_amount": wire(order.sums.tax), "discount_amount": wire(order.sums.discount),
            "rounding_amount": wire(order.rounding), "payment_method": order.method(), "refunded_amount": wire(order.given_back()),
            "flag_reasons": Words(order.flags), "staff_id": Ref(order.who), "customer_name": order.customer, "created_at": written(order.at),
            "priced_total": wire(order.priced), "tip_amount": wire(sum(one.tip for one in order.payments)), "service": order.service}


def at_orders(game):
    """The last ones one by one."""
    for order in list(game.world.orders.values())[-6:]:
        path = f"/orders/{game.id(order.key)}"
        if order.hidden:
            status, _, got = game.ask("owner", "GET", path)
            if status != 404:
                raise Difference(f"GET {path}, deleted: {status} {got}")
            continue
        game.looks(path, {"order": {
            **order_view(order), "items": [item_of(order, line) for line in order.lines],
            "taxes": Bag([{"name": name, "taxable_amount": wire(net), "tax_amount": wire(tax)} for name, _, net, tax in order.sums.taxes], "name",
                         "taxable_amount"),
            "refunds": [refund_view(refund) for refund in order.refunds]}})


def at_lists(game):
    """Each filter, by itself; newest first."""
    orders = game.world.shown()
    today = game.world.calendar.look(game.world.now).day
    filters = {"": lambda one: True, "status=completed": lambda one: one.status == "completed",
               "status=refunded": lambda one: one.status == "refunded",
               "status=voided": lambda one: one.status == "voided", "flagged=true": lambda one: bool(one.flags),
               "refunded=true": lambda one: one.given_back() > 0,
               "payment_method=cash": lambda one: any(payment.method == "cash" for payment in one.payments),
               "service=takeaway": lambda one: one.service == "takeaway", "service=none": lambda one: one.service is None,
               f"staff_id={game.id('carl')}": lambda one: one.who == "carl", f"date_from={today}": lambda one: one.day >= today,
               f"date_to={today - timedelta(days=1)}": lambda one: one.day < today, "search=bob": lambda one: (one.customer or "").lower() == "bob"}
    for query, fits in filters.items():
        fitting = [one for one in orders if fits(one)]
        got = game.looks(f"/orders?limit=200&{query}", {"pagination": {"total": len(fitting), "hasMore": len(fitting) > 200}})
        newest = sorted(fitting, key=lambda one: one.at, reverse=True)[:200]
        if len(fitting) <= 200:
            game.comparer.compare(Bag([order_view(one) for one in newest], "id"), got["orders"], f"/orders?{query}")
        if [one["created_at"] for one in got["orders"]] != [written(one.at) for one in newest]:
            raise Difference(f"/orders?{query}: not newest first")


def at_pages(game):
    """All orders, a few at a time, each once and in the order that was asked for."""
    orders = game.world.shown()
    for sort, of in (("timestamp", lambda one: one.at), ("-timestamp", lambda one: -one.at), ("total", lambda one: one.total),
                     ("-total", lambda one: -one.total)):
        found, cursor = [], ""
        while cursor is not None:
            page = game.looks(f"/orders?limit=37&sort={sort}{cursor}", {})
            found += page["orders"]
            following = page["pagination"].get("nextCursor")
            cursor = f"&cursor={following}" if following else None
        expected = [wire(of(one)) for one in sorted(orders, key=of)]
        named = {game.id(one.key): wire(of(one)) for one in orders}
        if [named.get(one["id"]) for one in found] != expected or len({one["id"] for one in found}) != len(found):
            raise Difference(f"/orders?sort={sort}, page by page: {len(found)} of {len(expected)}, or in another order")


def at_refunds(game):
    refunds = list(game.world.refunds.values())[::-1][:100]
    game.looks("/refunds?limit=100",
               {"refunds": Bag([{"refundId": Ref(one.key), "refundNumber": one.number, "amount": wire(one.amount), "taxAmount": wire(one.tax),
                                                      "reason": one.reason, "staffId": Ref(one.who), "refundedAt": written(one.at)}
                                                      for one in refunds], "refundId")})


def at_tabs(game):
    world = game.world
    for status in ("open", "settled", "cancelled"):
        tabs = [tab for tab in world.tabs.values() if tab.status == status]
        if len(tabs) <= 200:
            game.looks(f"/tabs?status={status}&limit=200", {"tabs": Bag([tab_view(world, tab) for tab in tabs], "id")})
    for tab in [tab for tab in world.tabs.values() if tab.status == "open" and tab.open_lines()][-3:]:
        total = cents_of(tab_view(world, tab)["figures"]["total"])
        game.looks(f"/tabs/{game.id(tab.key)}/split?ways=3", {"total": wire(total), "shares": [wire(one) for one in shares(total, [1, 1, 1])]})


def cents_of(amount):
    return int(amount * 100)


def at_drawers(game):
    for drawer in game.world.drawers.values():
        if drawer.closed_at is None:
            game.looks(f"/drawers/{game.id(drawer.key)}", {"drawer": {"status": "open", "expected": wire(drawer.expected())}})
            game.looks(f"/drawers/{game.id(drawer.key)}/x", {"xReport": z_of(game.world, drawer)})
    zs = game.world.zs[::-1][:50]
    game.looks("/z-reports?limit=50",
               {"zReports": [{"number": z["number"], "drawerId": z["drawerId"], "net": z["net"], "cashExpected": z["cash"]["expected"]} for z in zs]})
    for z in zs[:2]:
        game.looks(f"/z-reports/{z['number']}", {"zReport": z})


def at_kitchen(game):
    world, kitchen = game.world, game.world.kitchen
    got = model_moves_kitchen.look_up(game)
    if [game.comparer.names[one["id"]] for one in got] != [one.key for one in kitchen.tickets[::-1][:200]]:
        raise Difference(f"/kitchen/tickets: not the newest first, or not all: {len(got)} of {len(kitchen.tickets)}")
    shown = kitchen.shown(world.calendar.look(world.now).day)
    if len(shown) <= 200:
        game.looks("/kitchen/tickets?state=open&limit=200", {"tickets": [model_kitchen.view(one) for one in shown]}, "kit")
    for station in list(kitchen.stations)[:1]:
        game.looks(f"/kitchen/tickets?state=open&limit=200&stationId={game.id(station)}",
                   {"tickets": [model_kitchen.view(one) for one in shown if one.station == station]}, "kit")
    game.looks("/kitchen/totals", model_kitchen.totals(shown), "kit")
    days = [one.day for one in kitchen.tickets]
    if days:
        game.looks(f"/reports/kitchen?from={min(days)}&to={max(days)}", model_kitchen.report(kitchen, min(days), max(days)))


def at_menu(game):
    """What is on it, at which price, and whether it can be had."""
    world = game.world
    items = [one for one in world.items.values() if not one.archived]
    got = game.looks("/menu_items?expand=options", {"menu_items": Bag(
        [{"id": Ref(one.key), "name": one.name, "size": one.size, "category": one.category, "price": wire(one.price()),
          "availability": availability(one, world.now)} for one in items], "id")})
    if len(world.imports) <= 20:
        listed = game.looks("/menu_items/imports", {"imports": Bag([{"id": Ref(key), "createdBy": Ref(one["who"]), "created": len(one["made"])}
                                                                     for key, one in world.imports.items()], "id")})["imports"]
        for one in listed:
            if (one["undoneAt"] is not None) != world.imports[game.comparer.names[one["id"]]]["undone"]:
                raise Difference(f"/menu_items/imports: {one}")
    for group in (group for item in got["menu_items"] for group in item["optionGroups"]):
        for option in group["options"]:
            expected = world.options[game.comparer.names[option["id"]]]
            game.comparer.compare({"priceDelta": wire(expected.delta), "availability": availability(expected, world.now)}, option, expected.key)


def at_hours(game):
    world = game.world
    shifts = world.time_clock.shifts[::-1]
    today = world.calendar.look(world.now).day
    first = max(date(1970, 1, 1), min([one.day for one in shifts] + [one.day for one in world.orders.values()] + [today]))
    for query, who, fits in (("", "owner", lambda one: True), ("", "carl", lambda one: one.who == "carl"),
                             (f"&from={today}", "mona", lambda one: one.day >= today),
                             (f"&to={today - timedelta(days=1)}", "mona", lambda one: one.day < today),
                             (f"&staffId={game.id('tina')}", "owner", lambda one: one.who == "tina")):
        game.looks(f"/time-clock?limit=200{query}",
                   {"shifts": [model_hours.view(one, world.now) for one in shifts if fits(one)][:200]}, who)
    game.looks(f"/reports/hours?from={first}&to={today}", model_hours.report(world, first, today))
    _, _, table = game.ask("owner", "GET", "/time-clock?format=csv")
    if table.decode().splitlines()[1:] != [model_hours.row(one, world.now) for one in shifts]:
        raise Difference(f"/time-clock?format=csv: {table.decode()[:500]}")
    for person in game.looks("/users", {})["users"]:
        last = world.time_clock.last(person["username"])
        expected = {"shiftStartTime": last and written(last.begun), "shiftEndTime": last and (None if last.ended is None else written(last.ended))}
        game.comparer.compare(expected, person, f"user {person['username']}")


def at_reports(game):
    world = game.world
    today = world.calendar.look(world.now).day
    days = sorted({one.day for one in world.orders.values()} | {today})
    first, last = days[0], days[-1]
    for day in {today, days[-1], days[len(days) // 2]}:
        game.looks(f"/reports/daily-sales?date={day}", model_reports.daily(world, day))
    for start, end, method in ((first, last, None), (today, today, None), (today - timedelta(days=6), today, None), (first, last, "cash")):
        query = f"start_date={start}&end_date={end}" + (f"&payment_method={method}" if method else "")
        game.looks(f"/sales/dashboard?{query}", model_reports.dashboard(world, start, end, today, method))
    for group in GROUPS:
        for method in (None, "card"):
            query = f"from={first}&to={last}&group_by={group}" + (f"&payment_method={method}" if method else "")
            game.looks(f"/reports/sales?{query}", model_reports.by_range(world, first, last, group, method))
    for kind in model_reports.BREAKDOWNS:
        game.looks(f"/reports/{kind}?from={first}&to={last}", model_reports.breakdown(world, first, last, kind))
