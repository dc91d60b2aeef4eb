#pragma once

#include "db/database.h"
#include "layout.h"

/// The layout of the till in the database; what writes is for the caller's write transaction.
namespace cafepos::menu::store {

/// Without tiles of which no size is on the menu any more.
TillLayout find_layout(db::Transaction& transaction);
/// Puts these pages in the place of all that there are, as the version after `layout.version`; false, and nothing is changed,
/// where that is not the present one.
bool replace_layout(db::Transaction& transaction, const TillLayout& layout);

}  // namespace cafepos::menu::store
