#include "changes.h"

#include <algorithm>
#include <array>

#include "json/write.h"
#include "rules.h"

namespace cafepos::settings {
namespace {

void record(db::Transaction& transaction, const std::vector<Difference>& changed, const audit::Origin& origin,
            const Books& books) {
    json::Writer names;
    names.begin_array();
    for (const auto& difference : changed) {
        books.audit.record(transaction, origin,
                           {.action = "setting.changed",
                            .entity = "setting",
                            .entity_id = difference.path,
                            .detail_json = R"({"old":)" + difference.before_json + R"(,"new":)" + difference.after_json + "}"});
        names.element();
        names.string(difference.path);
    }
    names.end_array();
    // Registers price and round by these settings, so whoever may sell hears of a change.
    books.events.publish(
        transaction, {.kind = "settings", .permission = "sales.process", .payload_json = R"({"changed":)" + names.take() + "}"});
}

/// What decides about money, by section or member; the rest of the settings is no matter of the journal.
constexpr std::array<std::string_view, 4> of_money{"pos.", "general.currency", "general.timezone", "general.businessDayStart"};

void enter_in_journal(db::Transaction& transaction, const std::vector<Difference>& changed, const Id& by,
                      const journal::Journal& journal) {
    for (const Difference& difference : changed) {
        if (std::ranges::none_of(of_money, [&](auto start) { return difference.path.starts_with(start); })) continue;
        journal::Record record;
        record.add("staff_id", by);
        record.add("before", difference.before_json);
        record.add("after", difference.after_json);
        journal.append(transaction, journal::kind::settings, difference.path, record);
    }
}

/// Only the limits, as PUT /settings would say them.
json::Value limits_document(const std::vector<DiscountLimit>& limits) {
    return json::parse(R"({"pos":{"discountLimits":)" + json::to_text(limits) + "}}");
}

}  // namespace

void enter(db::Transaction& transaction, const Settings& before, const Settings& after, const audit::Origin& origin, const Id& by,
           const Books& books) {
    const auto changed = differences(before, after);
    if (changed.empty()) return;
    record(transaction, changed, origin, books);
    enter_in_journal(transaction, changed, by, books.journal);
}

void rename_role(db::Transaction& transaction, SettingsStore& store, const std::string& from, const std::string& to,
                 Timestamp now, const audit::Origin& origin, const Id& by, const Books& books) {
    const auto before = store.in_transaction(transaction);
    const std::vector<DiscountLimit>& old = before->pos.discountLimits;
    if (from == to || std::ranges::find(old, from, &DiscountLimit::role) == old.end()) return;
    std::vector<DiscountLimit> limits;
    for (const DiscountLimit& limit : old) {
        if (limit.role == to) continue;  // it waited for another role
        limits.push_back({limit.role == from ? to : limit.role, limit.percent});
    }
    enter(transaction, *before, *store.update(transaction, limits_document(limits), now, by), origin, by, books);
}

}  // namespace cafepos::settings
