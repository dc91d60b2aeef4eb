#include "sales.h"

namespace cafepos::sales {
namespace {

const db::Statement one_more_reprint{"sales.one_more_reprint",
                                     "UPDATE orders SET reprint_count = reprint_count + 1, last_reprint_at = $2 WHERE id = $1 "
                                     "RETURNING reprint_count"};

}  // namespace

int count_reprint(db::Transaction& transaction, const Id& id, Timestamp now) {
    return static_cast<int>(transaction.query_one(one_more_reprint, id, now).value().integer(0));
}

}  // namespace cafepos::sales
