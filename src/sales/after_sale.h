#pragma once

#include <optional>
#include <string>

#include "refund_rules.h"
#include "sell.h"

namespace cafepos::sales {

/// What may happen to an order after it was sold. Each is one transaction: the caller's.

struct NewRefundPayment {
    std::string method;
    std::optional<Money> amount;  ///< empty: all of it
    std::string field;            ///< what the request calls the method
};
struct NewRefund {
    RefundRequest request;
    std::string reason;
    std::vector<NewRefundPayment> payments;  ///< none: as the order was paid, the last tender first
};
struct Refunded {
    Refund refund;
    Order order;  ///< as it was before
    bool completes = false;
};
/// Gives money back, today, for an order of any age; back to stock what the request says. Throws Error(not_found), (conflict) for
/// a voided order, (refund_exceeds_paid), (payments_differ) when its payments do not sum to it, (validation_error) for a method
/// that is not taken.
Refunded refund_order(db::Transaction& transaction, const Id& order_id, const NewRefund& refund, const Author& author,
                      const Collaborators& with);

/// Undoes a sale of today with its stock. Error(not_found), or (conflict) if it is voided, refunded or of another day.
void void_order(db::Transaction& transaction, const Id& order_id, const std::string& reason, const Author& author,
                const Collaborators& with);

/// Voids the order unless it is, and takes it out of sight. Errors as void_order.
void delete_order(db::Transaction& transaction, const Id& order_id, const Author& author, const Collaborators& with);

/// New texts; what is empty stays, an empty text clears.
struct OrderEdit {
    std::optional<std::string> customer_name;
    std::optional<std::string> customer_email;
    std::optional<std::string> notes;
};
void edit_order(db::Transaction& transaction, const Id& order_id, const OrderEdit& edit, const Author& author,
                const Collaborators& with);

/// find_order, or Error(not_found).
Order require_order(db::Transaction& transaction, const Id& order_id);

}  // namespace cafepos::sales
