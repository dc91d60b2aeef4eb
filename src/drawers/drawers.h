#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "drawer.h"
#include "drawer_sales.h"
#include "http/endpoint.h"
#include "workshop/workshop.h"

/// What other slices ask of tills and drawers, inside their transactions.
namespace cafepos::drawers {

/// At which till a request says it is made: by `tillId` of its body, else by the header X-Till.
struct SaidTill {
    std::optional<Id> id;    ///< empty: it names none, or one that nobody knows
    std::string unknown_in;  ///< the field with a till that nobody knows; else empty
};
SaidTill said_till(db::Transaction& transaction, const http::Call& call,
                   const std::optional<std::string>& in_body = std::nullopt);
/// Error(unprocessable) naming the field if it is a till that nobody knows.
void require_known(const SaidTill& said);

/// Where slips of that till come out; empty: at the first printer.
std::optional<Id> printer_of(db::Transaction& transaction, const std::optional<Id>& till_id);

/// A till of that name, unless there is one; for seeds.
Id plant_till(db::Transaction& transaction, const std::string& name, Timestamp now, IdSource& ids);
/// An open drawer at a till where none is, and what somebody put in and took out by hand; for seeds.
void plant_drawer(db::Transaction& transaction, const Workshop& workshop, const Act& act, const Id& till_id, Money opening_float,
                  const std::vector<CashMove>& moves);

/// Movements that sales, refunds and voids of these orders made, drawer by drawer in their order.
std::vector<Movement> movements_of_orders(db::Transaction& transaction, const std::vector<Id>& order_ids);
/// What the journal is compared with.
std::vector<journal::Books> journal_books();

/// Derives every drawer's balance from its movements, compares their cash with what sales say, makes every Z again, and names
/// each difference in a sentence. Empty: all is well.
std::vector<std::string> verify(db::Transaction& transaction, const SalesOf& sales_of);

}  // namespace cafepos::drawers
