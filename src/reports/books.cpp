#include "reports.h"
#include "rollups/rollups.h"
#include "sales/facts.h"

namespace cafepos::reports {

std::vector<std::string> verify(db::Transaction& transaction) {
    return rollups::differences(transaction, sales::count_again(transaction, {}));
}

void rebuild(db::Transaction& transaction) { rollups::replace(transaction, sales::count_again(transaction, {})); }

}  // namespace cafepos::reports
