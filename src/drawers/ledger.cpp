#include "ledger.h"

#include "core/error.h"
#include "drawer_store.h"
#include "records.h"

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

std::optional<Movement> CashLedger::move(db::Transaction& transaction, const std::optional<Id>& till_id,
                                         const CashMove& move) const {
    if (!till_id) return std::nullopt;
    const auto drawer = store::add_at_till(transaction, *till_id, move.amount);
    if (!drawer) return std::nullopt;
    Movement movement = movement_of(move, *drawer, ids_.next(), clock_.now());
    store::insert(transaction, movement);
    return movement;
}

Movement CashLedger::move_in(db::Transaction& transaction, const Id& drawer_id, const CashMove& move) const {
    const auto drawer = store::add_to_drawer(transaction, drawer_id, move.amount);
    if (!drawer) throw Error::field(Code::conflict, "", "drawer_closed", "The drawer is closed");
    Movement movement = movement_of(move, *drawer, ids_.next(), clock_.now());
    store::insert(transaction, movement);
    journal_.append(transaction, journal::kind::movement, movement.id.text(), record_of(movement));
    return movement;
}

}  // namespace cafepos::drawers
