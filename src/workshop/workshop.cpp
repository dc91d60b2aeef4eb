#include "workshop.h"

#include "audit/routes.h"

namespace cafepos {

Act Workshop::act(const http::Call& call) const { return {call.actor(), audit::origin_of(call), clock.now()}; }

std::shared_ptr<const settings::Settings> Workshop::settings_now() const {
    return database.reading([&](db::Transaction& transaction) { return settings.in_transaction(transaction); });
}

}  // namespace cafepos
