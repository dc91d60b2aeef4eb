#include "routes.h"

#include <algorithm>
#include <array>

#include "audit/routes.h"
#include "business_days.h"
#include "rules.h"
#include "zone_offsets.h"

namespace cafepos::settings {

struct Updated {
    bool updated = true;
};
BOOST_DESCRIBE_STRUCT(Updated, (), (updated))

namespace {

using http::Access;
using http::Method;

void record(db::Transaction& transaction, const http::Call& call, const std::vector<Difference>& changed,
            const audit::AuditLog& audit, const events::EventLog& events) {
    if (changed.empty()) return;
    const auto origin = audit::origin_of(call);
    json::Writer names;
    names.begin_array();
    for (const auto& difference : changed) {
        audit.record(transaction, origin,
                     {.action = "setting.changed",
                      .entity = "setting",
                      .entity_id = difference.path,
                      .detail_json = R"({"old":)" + difference.before_json + R"(,"new":)" + difference.after_json + "}"});
        names.element();
        names.string(difference.path);
    }
    names.end_array();
    // Registers price and round by these settings, so whoever may sell hears of a change.
    events.publish(transaction,
                   {.kind = "settings", .permission = "sales.process", .payload_json = R"({"changed":)" + names.take() + "}"});
}

/// What decides about money, by section or member; the rest of the settings is no matter of the journal.
constexpr std::array<std::string_view, 4> of_money{"pos.", "general.currency", "general.timezone", "general.businessDayStart"};

void enter(db::Transaction& transaction, const Id& by, const std::vector<Difference>& changed, const journal::Journal& journal) {
    for (const Difference& difference : changed) {
        if (std::ranges::none_of(of_money, [&](auto start) { return difference.path.starts_with(start); })) continue;
        journal::Record record;
        record.add("staff_id", by);
        record.add("before", difference.before_json);
        record.add("after", difference.after_json);
        journal.append(transaction, journal::kind::settings, difference.path, record);
    }
}

bool cuts_days_otherwise(const Settings& before, const Settings& after) {
    return before.general.timezone != after.general.timezone || before.general.businessDayStart != after.general.businessDayStart;
}

}  // namespace

void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const journal::Journal& journal, const Clock& clock, MenuCategories menu_categories) {
    table.add({Method::get, "/settings", Access::signed_in(), "The café's settings"},
              [&](const http::Request<>& request) -> http::RawReplyOf<Settings> {
                  store.load();
                  http::RawReply reply;
                  reply.body = http::success_body(http::Envelope::standard, json::print(document_of(*store.current())),
                                                  "System settings retrieved successfully", request.call.raw().received_at);
                  return reply;
              });
    table.add_command(
        {Method::put, "/settings", Access::permission("system.settings"), "Change settings; what is left out stays"},
        [&, menu_categories = std::move(menu_categories)](const http::Request<json::Value>& request,
                                                          db::Transaction& transaction) -> http::Reply<Updated> {
            const auto before = store.in_transaction(transaction);
            const auto after = store.update(transaction, request.body, clock.now(), request.call.actor().user_id);
            // Others move no day: the clock may be ahead by mistake.
            if (cuts_days_otherwise(*before, *after)) hold_running_day(transaction, *before, clock.now());
            auto errors = unknown_categories(*before, *after, menu_categories(transaction));
            if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
            keep_zone_offsets(transaction, after->time_zone());
            const auto changed = differences(*before, *after);
            record(transaction, request.call, changed, audit, events);
            enter(transaction, request.call.actor().user_id, changed, journal);
            return {Updated{}, "System settings updated successfully"};
        });
}

}  // namespace cafepos::settings
