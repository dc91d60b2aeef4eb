#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "sell.h"

namespace cafepos::sales {

/// Gives the looked-up lines of a sale their options (the menu's price, what is stored, what the recipe becomes) and their open
/// prices. What does not fit the menu throws Error(option_required, option_limit, option_unknown), or (unprocessable) for an open
/// price that is missing; where the register has charged already the line is marked instead, for no taken money is refused.
/// Answers what the register should be warned of, in sentences.
std::vector<std::string> add_options(db::Transaction& transaction, const NewSale& sale, std::vector<SoldLine>& lines,
                                     Timestamp now);

}  // namespace cafepos::sales
