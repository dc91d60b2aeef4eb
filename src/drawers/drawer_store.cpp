#include "drawer_store.h"

#include "core/error.h"
#include "db/known.h"
#include "db/table.h"

namespace cafepos::drawers::store {
namespace {

const db::Table<Drawer> drawer_table{"drawers"};
const db::Table<Movement> movement_table{"drawer_movements"};
const db::Table<Count> count_table{"drawer_counts"};

const db::Query<Drawer> page_of_drawers{"drawers.page", R"(
    SELECT {} FROM drawers
    WHERE (CAST($1 AS BIGINT) IS NULL OR CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END = $1)
    AND (CAST($2 AS TEXT) IS NULL OR till_id = $2) AND (CAST($3 AS TEXT) IS NULL OR id < $3)
    ORDER BY id DESC LIMIT CAST($4 AS BIGINT))"};
const db::Query<Drawer> open_drawer_of_till{"drawers.open_drawer",
                                            "SELECT {} FROM drawers WHERE till_id = $1 AND closed_at IS NULL"};
const db::Query<Drawer> drawer_of_id{"drawers.drawer", "SELECT {} FROM drawers WHERE id = $1"};
const db::Statement close_drawer{"drawers.close", R"(
    UPDATE drawers SET closed_at = $2, closed_by = $3, float_left = $4, note = $5 WHERE id = $1 AND closed_at IS NULL)"};

const db::Query<Moved> standing_at_till{
    "drawers.standing_at_till", "SELECT {} FROM drawers WHERE till_id = $1 AND closed_at IS NULL", db::of_earlier_batches};
const db::Counted<Id, std::optional<Moved>> open_drawers{"drawers"};  // by till
const db::Gathered add_to_balance{"drawers.add_to_balance",
                                  "drawers",
                                  {{"id", false, db::Gathered::Role::key},
                                   {"amount", true, db::Gathered::Role::sum},
                                   {"movements", true, db::Gathered::Role::sum}},
                                  "UPDATE drawers SET balance = balance + $2, movement_count = movement_count + $3 WHERE id = $1",
                                  R"(
    UPDATE drawers SET balance = balance + given.amount, movement_count = movement_count + given.movements
    FROM {rows} AS given (id, amount, movements) WHERE drawers.id = given.id)"};
const db::Query<Moved> add_by_id{"drawers.add_to_drawer", R"(
    UPDATE drawers SET balance = balance + $2, movement_count = movement_count + 1
    WHERE id = $1 AND closed_at IS NULL RETURNING {})"};

const db::Query<Movement> movements_of{"drawers.movements",
                                       "SELECT {} FROM drawer_movements WHERE drawer_id = $1 ORDER BY sequence"};
const db::Query<Count> counts_of{"drawers.counts", "SELECT {} FROM drawer_counts WHERE drawer_id = $1 ORDER BY method"};

}  // namespace

std::vector<Drawer> list_drawers(db::Transaction& transaction, const DrawerFilter& filter, std::int64_t limit) {
    return transaction.query(page_of_drawers, filter.open, filter.till_id, filter.before, limit);
}

std::optional<Drawer> find_open_drawer(db::Transaction& transaction, const Id& till_id) {
    return transaction.query_one(open_drawer_of_till, till_id);
}

Drawer require_drawer(db::Transaction& transaction, const Id& id) {
    auto drawer = transaction.query_one(drawer_of_id, id);
    if (!drawer) throw Error::field(Code::not_found, "", "gone", "Drawer not found");
    return std::move(*drawer);
}

void insert(db::Transaction& transaction, const Drawer& drawer) {
    transaction.insert(drawer_table, drawer);
    open_drawers.keep(transaction, drawer.till_id, Moved{drawer.id, drawer.balance, drawer.movement_count});
}

bool close(db::Transaction& transaction, const Drawer& drawer) {
    return transaction.execute(close_drawer, drawer.id, drawer.closed_at, drawer.closed_by, drawer.float_left, drawer.note) == 1;
}

std::optional<Moved> add_at_till(db::Transaction& transaction, const Id& till_id, Money amount) {
    const std::optional<Moved>* counted = open_drawers.find(transaction, till_id);
    std::optional<Moved> drawer = counted != nullptr ? *counted : transaction.query_one(standing_at_till, till_id);
    if (drawer) {
        transaction.gather(add_to_balance, drawer->id, amount, 1);
        drawer->balance += amount;
        ++drawer->movement_count;
    }
    open_drawers.keep(transaction, till_id, drawer);
    return drawer;
}

std::optional<Moved> add_to_drawer(db::Transaction& transaction, const Id& drawer_id, Money amount) {
    return transaction.query_one(add_by_id, drawer_id, amount);
}

void insert(db::Transaction& transaction, const Movement& movement) { transaction.insert(movement_table, movement); }

std::vector<Movement> list_movements(db::Transaction& transaction, const Id& drawer_id) {
    return transaction.query(movements_of, drawer_id);
}

void insert(db::Transaction& transaction, const std::vector<Count>& counts) { transaction.insert_all(count_table, counts); }

std::vector<Count> list_counts(db::Transaction& transaction, const Id& drawer_id) {
    return transaction.query(counts_of, drawer_id);
}

}  // namespace cafepos::drawers::store
