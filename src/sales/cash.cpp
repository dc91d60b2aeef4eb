#include "cash.h"

#include "drawers/ledger.h"

namespace cafepos::sales {
namespace {

using drawers::MovementType;

Moved move(db::Transaction& transaction, const std::optional<Id>& till_id, const drawers::CashMove& move,
           const Collaborators& with) {
    const auto moved = drawers::CashLedger(with.clock, with.ids, with.journal).move(transaction, till_id, move);
    return moved ? Moved{*moved} : Moved();
}

}  // namespace

Moved move_cash_of_sale(db::Transaction& transaction, const Order& order, const Collaborators& with) {
    return move(transaction, order.till_id,
                {.type = MovementType::sale, .amount = order.cash_kept(), .order_id = order.id, .staff_id = order.staff_id},
                with);
}

Moved move_cash_of_refund(db::Transaction& transaction, const Refund& refund, const Collaborators& with) {
    return move(transaction, refund.till_id,
                {.type = MovementType::refund,
                 .amount = -refund.paid_in_cash(),
                 .order_id = refund.order_id,
                 .refund_id = refund.id,
                 .staff_id = refund.staff_id},
                with);
}

Moved move_cash_of_void(db::Transaction& transaction, const Order& order, const Author& author, const Collaborators& with) {
    return move(
        transaction, till_of(order, author),
        {.type = MovementType::voided, .amount = -order.cash_kept(), .order_id = order.id, .staff_id = author.actor.user_id},
        with);
}

std::optional<Id> till_of(const Order& order, const Author& author) { return author.till_id ? author.till_id : order.till_id; }

}  // namespace cafepos::sales
