#include "routes.h"

#include <algorithm>

#include "rules.h"
#include "store.h"

namespace cafepos::audit {

struct ListAudit {
    std::optional<std::int64_t> limit;  ///< 50 unless told, at most 200
    std::optional<std::int64_t> offset;
    std::optional<std::string> date_from;
    std::optional<std::string> date_to;
    std::optional<std::string> action;
    std::optional<Id> user_id;
};
BOOST_DESCRIBE_STRUCT(ListAudit, (), (limit, offset, date_from, date_to, action, user_id))

struct AuditEntry {
    Id id;
    Timestamp timestamp;
    std::optional<Id> userId;
    std::string username;
    std::string action;
    std::string entity;
    std::optional<std::string> entityId;
    json::Raw detail;
    std::string ipAddress;
    std::string requestId;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (id, timestamp, userId, username, action, entity, entityId, detail, ipAddress, requestId))

struct AuditPagination {
    std::int64_t total;
    std::int64_t limit;
    std::int64_t offset;
    bool hasMore;
};
BOOST_DESCRIBE_STRUCT(AuditPagination, (), (total, limit, offset, hasMore))

struct AuditPage {
    std::vector<AuditEntry> entries;
    AuditPagination pagination;
};
BOOST_DESCRIBE_STRUCT(AuditPage, (), (entries, pagination))

struct RecordedIncident {
    bool recorded = true;
};
BOOST_DESCRIBE_STRUCT(RecordedIncident, (), (recorded))

namespace {

constexpr std::int64_t page_size = 50;
constexpr std::int64_t page_size_max = 200;
constexpr std::size_t incident_bytes_max = 16UL * 1024;
constexpr std::int64_t incidents_per_minute_max = 10;  // of one person; the log is for reading
constexpr std::string_view incident_action = "security.incident";

Filter filter_of(const ListAudit& query, bool failed_logins_only, const DayBegin& day_begin) {
    Checks checks;
    const std::int64_t limit = query.limit.value_or(page_size);
    const std::int64_t offset = query.offset.value_or(0);
    checks.require(limit >= 0, "limit", "range", "must not be negative");
    checks.require(offset >= 0, "offset", "range", "must not be negative");
    const DayRange range = read_day_range(query.date_from, query.date_to, day_begin, checks);
    checks.refuse_if_any();
    return {.from = range.from,
            .until = range.until,
            .action = query.action,
            .actor_id = query.user_id,
            .failed_logins_only = failed_logins_only,
            .limit = std::min(limit, page_size_max),
            .offset = offset};
}

AuditEntry view_of(const StoredEntry& stored) {
    return {.id = stored.id,
            .timestamp = stored.at,
            .userId = stored.actor_id,
            .username = stored.actor_name,
            .action = stored.action,
            .entity = stored.entity,
            .entityId = stored.entity_id,
            .detail = {stored.detail},
            .ipAddress = stored.address,
            .requestId = stored.request_id};
}

AuditPage view_of(const Page& page, const Filter& filter) {
    AuditPage view;
    for (const auto& entry : page.entries) view.entries.push_back(view_of(entry));
    const auto shown = static_cast<std::int64_t>(page.entries.size());
    view.pagination = {page.total, filter.limit, filter.offset, filter.offset + shown < page.total};
    return view;
}

void require_moderation(db::Transaction& transaction, const http::Call& call) {
    const Timestamp minute_ago = call.raw().received_at - std::chrono::minutes(1);
    if (count_of(transaction, incident_action, call.actor().user_id, minute_ago) < incidents_per_minute_max) return;
    throw Error(Code::too_many_requests,
                "At most " + std::to_string(incidents_per_minute_max) + " incidents are taken in a minute")
        .with_retry_after(60);
}

}  // namespace

Origin origin_of(const http::Call& call) {
    const Actor* actor = call.if_actor();
    return {.actor_id = actor == nullptr ? std::nullopt : std::optional(actor->user_id),
            .actor_name = actor == nullptr ? "" : actor->username,
            .address = call.remote_address(),
            .request_id = call.request_id(),
            .approval = actor == nullptr ? nullptr : actor->approval};
}

void add_routes(http::EndpointTable& table, db::Database& database, const AuditLog& log, DayBeginOf day_begin_of) {
    const auto list = [&database, day_begin_of = std::move(day_begin_of)](const ListAudit& query, bool failed_logins_only) {
        const Filter filter = filter_of(query, failed_logins_only, day_begin_of());
        return view_of(database.reading([&](db::Transaction& transaction) { return find(transaction, filter); }), filter);
    };
    table.add({http::Method::get, "/audit/access-log", http::Access::permission("system.logs"),
               "The audit log: sign-ins and changes, newest first; dates are business days"},
              [list](const http::Request<http::NoBody, ListAudit>& request) -> http::Reply<AuditPage> {
                  return {list(request.query, false), "Access log retrieved"};
              });
    table.add({http::Method::get, "/audit/failed-logins", http::Access::permission("system.logs"),
               "Sign-ins that failed or were refused, newest first; dates are business days"},
              [list](const http::Request<http::NoBody, ListAudit>& request) -> http::Reply<AuditPage> {
                  return {list(request.query, true), "Failed logins retrieved"};
              });
    table.add_command(
        {.method = http::Method::post,
         .path = "/security/incident",
         .access = http::Access::signed_in(),
         .summary = "Report a security incident; any object, kept in the audit log without its secrets",
         .body_bytes_max = incident_bytes_max,
         .success = 201,
         .also = {429}},
        [&log](const http::Request<json::Value>& request, db::Transaction& transaction) -> http::Reply<RecordedIncident> {
            require_moderation(transaction, request.call);
            log.record(transaction, origin_of(request.call),
                       {.action = std::string(incident_action),
                        .entity = "incident",
                        .detail_json = json::print(without_secrets(request.body))});
            return {RecordedIncident{}, "Incident recorded"};
        });
}

}  // namespace cafepos::audit
