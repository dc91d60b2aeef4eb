#pragma once

#include "core/id.h"
#include "db/database.h"

/// What other slices ask of the table of printers, inside their transactions.
namespace cafepos::printing {

bool has_printer(db::Transaction& transaction, const Id& id);

}  // namespace cafepos::printing
