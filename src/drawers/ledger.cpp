#include "ledger.h"

#include "core/error.h"
#include "drawer_store.h"

namespace cafepos::drawers {
namespace {

Movement movement_of(const CashMove& move, const store::Moved& drawer, const Id& id, Timestamp now) {
    Movement movement;
    static_cast<CashMove&>(movement) = move;
    movement.id = id;
    movement.drawer_id = drawer.id;
    movement.sequence = drawer.movement_count;
    movement.balance = drawer.balance;
    movement.created_at = now;
    return movement;
}

}  // namespace

void CashLedger::move(db::Transaction& transaction, const std::optional<Id>& till_id, const CashMove& move) const {
    if (!till_id) return;
    const auto drawer = store::add_at_till(transaction, *till_id, move.amount);
    if (drawer) store::insert(transaction, movement_of(move, *drawer, ids_.next(), clock_.now()));
}

Movement CashLedger::move_in(db::Transaction& transaction, const Id& drawer_id, const CashMove& move) const {
    const auto drawer = store::add_to_drawer(transaction, drawer_id, move.amount);
    if (!drawer) throw Error(Code::conflict, "The drawer is closed");
    Movement movement = movement_of(move, *drawer, ids_.next(), clock_.now());
    store::insert(transaction, movement);
    return movement;
}

}  // namespace cafepos::drawers
