#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "journal/journal.h"
#include "order.h"

namespace cafepos::sales {

/// The order with its lines, taxes, payments and refunds; empty if there is none or it was deleted (hidden).
std::optional<Order> find_order(db::Transaction& transaction, const Id& id);

/// The id of the payment that was stored last, which is later than those of its order.
std::optional<Id> newest_payment(db::Transaction& transaction);

/// Counts one more reprint of the order's receipt; answers how many there are now. The order exists.
int count_reprint(db::Transaction& transaction, const Id& id, Timestamp now);

/// What the journal is compared with: sales, voids, refunds.
std::vector<journal::Books> journal_books();
/// Whether the entry of that order or refund holds; empty if it is older than the journal.
std::optional<journal::Proof> prove_sale(db::Transaction& transaction, const journal::Keyring& keys, const Id& order_id);
std::optional<journal::Proof> prove_refund(db::Transaction& transaction, const journal::Keyring& keys, const Id& refund_id);

/// Derives every order's sums, payments, refunds and the days' numbers again from the raw rows, page by page, and names each
/// difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::sales
