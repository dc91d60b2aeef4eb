#include "till_store.h"

#include "core/error.h"
#include "db/known.h"
#include "db/table.h"

namespace cafepos::drawers::store {
namespace {

const db::Table<Till> till_table{"tills"};
const db::Update<Till> till_update{"tills"};
const db::Query<Till> all_tills{"drawers.tills", "SELECT {} FROM tills ORDER BY name, id"};
const db::Query<Till> tills_of_ids{"drawers.tills_of_ids", "SELECT {} FROM tills WHERE id IN {$1}"};

const db::Known<Id, Till> known_tills{{{"tills"}}, [](db::Transaction& transaction, const std::vector<Id>& ids) {
                                          std::unordered_map<Id, Till> tills;
                                          for (Till& till : transaction.query(tills_of_ids, db::list_of(ids))) {
                                              tills.emplace(till.id, std::move(till));
                                          }
                                          return tills;
                                      }};

}  // namespace

std::vector<Till> list_tills(db::Transaction& transaction) { return transaction.query(all_tills); }

std::optional<Till> find_till(db::Transaction& transaction, const Id& id) { return known_tills.find(transaction, id); }

Till require_till(db::Transaction& transaction, const Id& id) {
    auto till = find_till(transaction, id);
    if (!till) throw Error::field(Code::not_found, "", "gone", "Till not found");
    return std::move(*till);
}

void insert(db::Transaction& transaction, const Till& till) { transaction.insert(till_table, till); }

void update(db::Transaction& transaction, const Till& till) { transaction.update(till_update, till); }

}  // namespace cafepos::drawers::store
