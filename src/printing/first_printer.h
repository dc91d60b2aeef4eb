#pragma once

#include "db/database.h"
#include "printing.h"

namespace cafepos::printing {

/// What the PRINTER_* settings say becomes the rows of the first printer and of the fallback file. What they do not say stays as
/// it was stored.
void store_first(db::Transaction& transaction, const Options& options, Timestamp now);

}  // namespace cafepos::printing
