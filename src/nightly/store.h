#pragma once

#include <optional>
#include <vector>

#include "db/database.h"
#include "proof.h"

namespace cafepos::nightly::store {

std::optional<Proof> find(db::Transaction& transaction, const Date& night);
std::vector<Proof> list(db::Transaction& transaction);  ///< the latest night first
void write(db::Transaction& transaction, const Proof& proof);
void delete_before(db::Transaction& transaction, const Date& night);

}  // namespace cafepos::nightly::store
