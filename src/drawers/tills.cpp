#include <algorithm>

#include "core/text.h"
#include "drawers.h"
#include "till_store.h"

namespace cafepos::drawers {
namespace {

SaidTill looked_up(db::Transaction& transaction, const std::string& field, std::string_view text) {
    const auto id = Id::parse(text::trim(text));
    if (!id || !store::find_till(transaction, *id)) return {.id = {}, .unknown_in = field};
    return {.id = id, .unknown_in = {}};
}

}  // namespace

SaidTill said_till(db::Transaction& transaction, const http::Call& call, const std::optional<std::string>& in_body) {
    if (in_body && !in_body->empty()) return looked_up(transaction, "tillId", *in_body);
    const auto header = call.header("x-till");
    if (!header || text::trim(*header).empty()) return {};
    return looked_up(transaction, "X-Till", *header);
}

void require_known(const SaidTill& said) {
    if (said.unknown_in.empty()) return;
    throw Error::field(Code::unprocessable, said.unknown_in, "unknown", said.unknown_in + " is not a till");
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
