#include <algorithm>

#include "core/text.h"
#include "drawers.h"
#include "till_store.h"

namespace cafepos::drawers {
namespace {

Id require_known(db::Transaction& transaction, const std::string& field, std::string_view text) {
    const auto id = Id::parse(text::trim(text));
    if (!id || !store::find_till(transaction, *id)) {
        throw Error::field(Code::unprocessable, field, "unknown", field + " is not a till");
    }
    return *id;
}

}  // namespace

std::optional<Id> till_of(db::Transaction& transaction, const http::Call& call, const std::optional<std::string>& in_body) {
    if (in_body && !in_body->empty()) return require_known(transaction, "tillId", *in_body);
    const auto header = call.header("x-till");
    if (!header || text::trim(*header).empty()) return std::nullopt;
    return require_known(transaction, "X-Till", *header);
}

std::optional<Id> printer_of(db::Transaction& transaction, const std::optional<Id>& till_id) {
    const auto till = till_id ? store::find_till(transaction, *till_id) : std::nullopt;
    return till ? till->printer_id : std::nullopt;
}

Id plant_till(db::Transaction& transaction, const std::string& name, Timestamp now, IdSource& ids) {
    const auto tills = store::list_tills(transaction);
    const auto found = std::ranges::find_if(tills, [&](const Till& till) { return text::same(till.name, name); });
    if (found != tills.end()) return found->id;
    const Till till{ids.next(), name, {}, true, now, now};
    store::insert(transaction, till);
    return till.id;
}

}  // namespace cafepos::drawers
