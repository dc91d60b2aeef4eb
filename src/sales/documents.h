#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "rollups/days.h"
#include "settings/settings.h"

namespace cafepos::sales {

enum class DocumentKind { sale, voided, refund };
BOOST_DESCRIBE_ENUM(DocumentKind, sale, voided, refund)

/// A document of the books: a sale, its void, or a refund. Voids and refunds are negative. gross = net + tax + rounding, and the
/// tenders sum to gross.
struct Document {
    DocumentKind kind{};
    Date business_date;
    Timestamp created_at;
    std::string number;        ///< of the order or refund
    std::string order_number;  ///< of the order that is voided or refunded; a sale's own
    Id staff_id;               ///< who sold, voided or gave back
    Money net;
    Money tax;
    Money rounding;
    Money gross;
    Money tip;  ///< beside it
    std::vector<std::pair<std::string, Money>> tenders;
    std::string reason;                        ///< of a void or refund
    std::optional<settings::Service> service;  ///< of the order
};

/// All documents of these business days, day by day in the order of their ids. Some tens of microseconds each.
std::vector<Document> documents(db::Transaction& transaction, const rollups::DateRange& days);

/// The order or refund whose slip has that number.
std::optional<Id> find_document(db::Transaction& transaction, const std::string& number);

}  // namespace cafepos::sales
