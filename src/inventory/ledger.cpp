#include <algorithm>
#include <chrono>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "inventory.h"
#include "item.h"
#include "item_store.h"
#include "ledger_store.h"
#include "movement.h"
#include "rules.h"

namespace cafepos::inventory {
namespace {

std::vector<store::StockDelta> deltas_of(const std::vector<Change>& changes) {
    std::vector<store::StockDelta> deltas;
    std::unordered_map<Id, std::size_t> position;
    for (const Change& change : changes) {
        const auto [found, is_new] = position.try_emplace(change.item_id, deltas.size());
        if (is_new) deltas.push_back({change.item_id, {}, 0});
        store::StockDelta& delta = deltas[found->second];
        delta.quantity += change.quantity;
        ++delta.movements;
    }
    return deltas;
}

Movement movement_of(const Change& change, const store::ChangedItem& item, const Id& id, Timestamp now) {
    Movement movement;
    movement.id = id;
    movement.item_id = change.item_id;
    movement.type = change.type;
    movement.quantity = change.quantity;
    movement.reason = change.reason;
    movement.staff_id = change.staff_id;
    movement.cost = change.cost.value_or(worth(change.quantity, item.cost_per_unit));
    movement.supplier = change.supplier;
    if (!movement.supplier && change.type == movement_type::restock) movement.supplier = item.supplier;
    movement.reference = change.reference;
    movement.order_id = change.order_id;
    movement.refund_id = change.refund_id;
    movement.line_id = change.line_id;
    movement.menu_item_id = change.menu_item_id;
    movement.menu_item_quantity = change.menu_item_quantity;
    movement.count_id = change.count_id;
    movement.notes = change.notes;
    movement.created = now;
    return movement;
}

// Where an item's next movement begins: the UPDATE answered where its last one ends.
struct Chain {
    const store::ChangedItem* item = nullptr;
    Quantity stock;
    std::int64_t sequence = 0;
};

std::unordered_map<Id, Chain> chains_of(const std::vector<store::ChangedItem>& items,
                                        const std::vector<store::StockDelta>& deltas) {
    std::unordered_map<Id, Chain> chains;
    for (const store::ChangedItem& item : items)
        chains[item.state.inventory_item_id] = {&item, item.state.stock, item.movement_count};
    for (const store::StockDelta& delta : deltas) {
        const auto found = chains.find(delta.item_id);
        if (found == chains.end())
            throw std::logic_error("a movement of a stock item that does not exist: " + delta.item_id.text());
        found->second.stock -= delta.quantity;
        found->second.sequence -= delta.movements;
    }
    return chains;
}

}  // namespace

std::vector<Moved> StockLedger::move(db::Transaction& transaction, const std::vector<Change>& changes) const {
    const Timestamp now = clock_.now();
    const auto deltas = deltas_of(changes);
    const auto items = store::add_to_stock(transaction, deltas, now);
    auto chains = chains_of(items, deltas);
    std::vector<Moved> moved;
    for (const Change& change : changes) {
        Chain& chain = chains.at(change.item_id);
        Movement movement = movement_of(change, *chain.item, ids_.next(), now);
        movement.sequence = ++chain.sequence;
        movement.previous_stock = chain.stock;
        movement.new_stock = chain.stock += change.quantity;
        store::insert_movement(transaction, movement);
        if (change.type == movement_type::restock) store::set_last_restocked(transaction, change.item_id, now);
        moved.push_back({movement.id, movement.previous_stock, movement.new_stock});
    }
    std::vector<alerts::ItemState> states;
    for (const store::ChangedItem& item : items) {
        const Chain& chain = chains.at(item.state.inventory_item_id);
        if (chain.stock != item.state.stock || chain.sequence != item.movement_count) {
            throw std::logic_error("the movements do not add up to the stock of " + item.state.inventory_item_id.text());
        }
        states.push_back(item.state);
    }
    alerts_.evaluate(transaction, states, *settings_.in_transaction(transaction));
    return moved;
}

Id StockLedger::create_item(db::Transaction& transaction, const NewStockItem& item, const std::optional<Id>& by,
                            const std::optional<Id>& id) const {
    const Timestamp now = clock_.now();
    const Id created = id ? *id : ids_.next();
    store::insert_item(transaction, created, item, now);
    move(transaction, {{.item_id = created,
                        .quantity = item.current_stock,
                        .type = movement_type::opening,
                        .reason = "Opening stock",
                        .staff_id = by}});
    return created;
}

void StockLedger::evaluate_alerts(db::Transaction& transaction, const StockItem& item) const {
    const alerts::ItemState state{item.id, item.name, item.unit, item.stock, item.min_stock, item.expiry, item.archived};
    alerts_.evaluate(transaction, std::span(&state, 1), *settings_.in_transaction(transaction));
}

void StockLedger::sweep_alerts(db::Transaction& transaction) const {
    const auto settings = settings_.in_transaction(transaction);
    const auto warning = std::chrono::hours(24) * settings->inventory.expirationWarningDays;
    auto states = store::items_worth_alerting(transaction, clock_.now() + warning);
    std::set<Id> seen;
    for (const auto& state : states) seen.insert(state.inventory_item_id);
    auto raised = alerts_.items_with_open_alerts(transaction);
    std::erase_if(raised, [&](const Id& id) { return seen.contains(id); });
    for (auto& state : store::item_states(transaction, raised)) states.push_back(std::move(state));
    alerts_.evaluate(transaction, states, *settings);
}

}  // namespace cafepos::inventory
