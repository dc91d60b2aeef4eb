#include "ledger.h"

#include <chrono>
#include <map>
#include <stdexcept>

#include "item_store.h"
#include "movement_store.h"
#include "rules.h"

namespace cafepos::inventory {
namespace {

alerts::ItemState state_of(const StockItem& item) {
    return {
        item.id, item.name, item.unit, item.current_stock, item.min_stock_level, item.expiry_at, item.archived_at.has_value()};
}

std::vector<store::StockDelta> deltas_of(const std::vector<Change>& changes) {
    std::vector<store::StockDelta> deltas;
    std::map<Id, std::size_t> position;
    for (const Change& change : changes) {
        const auto [found, is_new] = position.try_emplace(change.inventory_item_id, deltas.size());
        if (is_new) deltas.push_back({change.inventory_item_id, {}, 0});
        store::StockDelta& delta = deltas[found->second];
        delta.quantity += change.quantity;
        ++delta.movements;
    }
    return deltas;
}

/// Where an item's next movement begins: the UPDATE answered where its last one ends.
struct Chain {
    const store::ChangedItem* item = nullptr;
    Quantity stock;
    std::int64_t sequence = 0;

    Movement next(const Change& change, const Id& id, Timestamp now) {
        Movement movement;
        static_cast<Change&>(movement) = change;
        movement.id = id;
        movement.sequence = ++sequence;
        movement.previous_stock = stock;
        movement.new_stock = stock += change.quantity;
        movement.cost = change.paid.value_or(worth(change.quantity, item->cost_per_unit));
        if (!movement.supplier && change.type == movement_type::restock) movement.supplier = item->supplier;
        movement.created_at = now;
        return movement;
    }
};
using Chains = std::map<Id, Chain>;

Chains chains_of(const std::vector<store::ChangedItem>& items, const std::vector<store::StockDelta>& deltas) {
    Chains chains;
    for (const store::ChangedItem& item : items) chains[item.id] = {&item, item.current_stock, item.movement_count};
    for (const store::StockDelta& delta : deltas) {
        const auto found = chains.find(delta.inventory_item_id);
        if (found == chains.end())
            throw std::logic_error("a movement of a stock item that does not exist: " + delta.inventory_item_id.text());
        found->second.stock -= delta.quantity;
        found->second.sequence -= delta.movements;
    }
    return chains;
}

}  // namespace

std::vector<Movement> Ledger::move(db::Transaction& transaction, const std::vector<Change>& changes) const {
    const Timestamp now = clock_.now();
    const auto deltas = deltas_of(changes);
    const auto items = store::add_to_stock(transaction, deltas, now);
    Chains chains = chains_of(items, deltas);
    std::vector<Movement> movements;
    for (const Change& change : changes) {
        movements.push_back(chains.at(change.inventory_item_id).next(change, ids_.next(), now));
        if (change.type == movement_type::restock) store::set_last_restocked(transaction, change.inventory_item_id, now);
    }
    store::insert_movements(transaction, movements);
    std::vector<alerts::ItemState> states;
    // By id: the order of the rows read is each database's own, and alerts and events keep the order in which they came.
    for (const auto& [id, chain] : chains) states.push_back(state_of(*chain.item));
    alerts_.evaluate(transaction, states, *settings_.in_transaction(transaction));
    return movements;
}

Id Ledger::create_item(db::Transaction& transaction, StockItem item, const std::optional<Id>& by) const {
    if (item.id.empty()) item.id = ids_.next();
    item.created_at = item.updated_at = clock_.now();
    store::insert_item(transaction, item);
    move(transaction, {{.inventory_item_id = item.id,
                        .quantity = item.current_stock,
                        .type = movement_type::opening,
                        .reason = "Opening stock",
                        .staff_id = by}});
    return item.id;
}

void Ledger::evaluate_alerts(db::Transaction& transaction, const StockItem& item) const {
    const alerts::ItemState state = state_of(item);
    alerts_.evaluate(transaction, std::span(&state, 1), *settings_.in_transaction(transaction));
}

void Ledger::sweep_alerts(db::Transaction& transaction) const {
    const auto settings = settings_.in_transaction(transaction);
    const auto warning = std::chrono::hours(24) * settings->inventory.expirationWarningDays;
    std::map<Id, StockItem> items;
    for (auto& item : store::items_worth_alerting(transaction, clock_.now() + warning)) items.emplace(item.id, std::move(item));
    for (auto& item : store::find_any_items(transaction, alerts_.items_with_open_alerts(transaction))) {
        items.emplace(item.id, std::move(item));
    }
    std::vector<alerts::ItemState> states;
    for (const auto& [id, item] : items) states.push_back(state_of(item));
    alerts_.evaluate(transaction, states, *settings);
}

}  // namespace cafepos::inventory
