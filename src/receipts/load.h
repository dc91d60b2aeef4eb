#pragma once

#include <optional>
#include <string>

#include "core/id.h"
#include "db/database.h"
#include "document.h"
#include "settings/settings.h"

namespace cafepos::receipts {

/// The document of an order, or of one of its refunds; empty if there is none. Without its check value.
std::optional<Document> load(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                             const settings::Settings& settings);

/// The document of a test slip.
Document test_document(const settings::Settings& settings, Timestamp now);

}  // namespace cafepos::receipts
