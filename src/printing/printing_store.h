#pragma once

#include <vector>

#include "core/id.h"
#include "db/database.h"
#include "options.h"

/// What other slices ask of the table of printers, inside their transactions.
namespace cafepos::printing {

bool has_printer(db::Transaction& transaction, const Id& id);

/// Those in use whose address, in digits, is where the options let none be. Of a name only a connection tells.
std::vector<Printer> out_of_reach(db::Transaction& transaction, const Options& options);

}  // namespace cafepos::printing
