#include <algorithm>

#include "core/text.h"
#include "rules.h"
#include "settings.h"

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

// A misspelled category would be taxed at another rate and nobody would hear of it.
void require_categories(db::Transaction& transaction, const Pos& before, const Pos& after, const CategoryCheck& is_category) {
    std::vector<FieldError> errors;
    const auto had_it = [&](const std::string& category) {
        return std::ranges::any_of(before.taxes, [&](const Tax& tax) {
            return std::ranges::any_of(tax.categories, [&](const auto& other) { return text::same(other, category); });
        });
    };
    for (std::size_t i = 0; i < after.taxes.size(); ++i) {
        for (const std::string& category : after.taxes[i].categories) {
            if (had_it(category) || is_category(transaction, category)) continue;
            const std::string field = "pos.taxes[" + std::to_string(i) + "].categories";
            errors.push_back({field, "unknown", field + ": nothing on the menu has the category " + category});
        }
    }
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
}

}  // namespace

void add_routes(http::EndpointTable& table, SettingsStore& store, const audit::AuditLog& audit, const events::EventLog& events,
                const Clock& clock, CategoryCheck is_category) {
    table.add({Method::get, "/settings", Access::signed_in(), "The café's settings"},
              [&](const http::Request<>&) -> http::Reply<Settings> {
                  store.load();
                  return {*store.current(), "System settings retrieved successfully"};
              });
    table.add_command(
        {Method::put, "/settings", Access::permission("system.settings"), "Change settings; what is left out stays"},
        [&, is_category = std::move(is_category)](const http::Request<json::Value>& request,
                                                  db::Transaction& transaction) -> http::Reply<Updated> {
            const auto before = store.in_transaction(transaction);
            const auto after = store.update(transaction, request.body, clock.now(), request.call.actor().user_id);
            if (is_category) require_categories(transaction, before->pos, after->pos, is_category);
            record(transaction, request.call, differences(*before, *after), audit, events);
            return {Updated{}, "System settings updated successfully"};
        });
}

}  // namespace cafepos::settings
