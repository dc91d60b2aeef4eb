#pragma once

#include "printing/printing.h"
#include "seeds.h"

namespace cafepos::seeds {

/// The test café at work, once all else of it is planted: a drawer that is open on the terrace, a tab at a table of which the
/// kitchen knows all but one line, and one of which something is paid. What is paid takes nothing from stock.
void plant_work(db::Transaction& transaction, const Tools& tools, printing::Printers& printers);

}  // namespace cafepos::seeds
