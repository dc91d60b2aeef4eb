#include "routes.h"

#include "changes.h"
#include "core/allocation.h"
#include "core/day_range.h"
#include "drawers/drawers.h"
#include "showing.h"
#include "tab_store.h"
#include "workshop/seen_version.h"

namespace cafepos::tabs {
namespace {

using http::Access;
using http::Method;
using http::NoBody;
using http::Reply;
using http::Request;

constexpr int limit_default = 50;
constexpr int limit_max = 200;
const auto may_use = Access::permission("tabs.use");

/// Who changes a tab says which one he has seen.
Aim aim_of(const http::Call& call, const std::optional<std::int64_t>& version) {
    return {call.path_id(), seen_version(call, version, "the tab")};
}

TabList list(db::Transaction& transaction, const ListTabs& query, const sales::Collaborators& with) {
    const std::int64_t limit = std::clamp(query.limit.value_or(limit_default), 1, limit_max);
    auto tabs = store::list_tabs(transaction, {query.status, given(query.table), query.cursor}, limit + 1);
    TabList list;
    if (std::ssize(tabs) > limit) {
        tabs.resize(static_cast<std::size_t>(limit));
        list.nextCursor = tabs.back().id;
    }
    list.tabs = show(transaction, tabs, with);
    return list;
}

Split split(db::Transaction& transaction, const Id& id, const SplitQuery& query, const sales::Collaborators& with) {
    Checks checks;
    const int ways = query.ways.value_or(0);
    checks.range("ways", ways, 1, ways_max);
    checks.refuse_if_any();
    const Tab tab = store::require_tab(transaction, id);
    const Money total = figures_of(transaction, tab, with).total;
    const std::vector<Money> equal(static_cast<std::size_t>(ways), Money::of(1));
    return {total, allocate(total, equal), tab.version};
}

/// As at POST /orders: what is still a question is refused at a till that nobody knows.
sales::Author seller_of(db::Transaction& transaction, const Request<SettleTab>& request, const sales::NewSale& sale,
                        const Workshop& workshop) {
    const auto till = drawers::said_till(transaction, request.call, request.body.tillId);
    if (!sale.figures.say_what_was_charged()) drawers::require_known(till);
    sales::Author author{workshop.act(request.call), till.id, !till.unknown_in.empty()};
    author.actor.require("sales.process");
    return author;
}

Reply<SettledReply> settle(db::Transaction& transaction, const Request<SettleTab>& request, const sales::Collaborators& with) {
    const Aim aim = aim_of(request.call, request.body.version);
    Tabs::Settlement settlement{new_sale_of(request.body), portions_of(request.body)};
    std::vector<std::string> warnings = settlement.sale.warnings;
    const sales::Author author = seller_of(transaction, request, settlement.sale, with);
    auto settled = Tabs(with).settle(transaction, aim, std::move(settlement), author);
    warnings.insert(warnings.end(), settled.sold.warnings.begin(), settled.sold.warnings.end());
    http::Headers headers;
    if (settled.sold.is_repeated) headers.emplace_back("Idempotent-Replayed", "true");
    return {{sales::wire::answer_of(settled.sold, std::move(warnings)), std::move(settled.tab)},
            "Tab settled successfully",
            std::move(headers)};
}

Reply<AddedReply> added(Tabs::Added added, const char* message) {
    http::Headers headers;
    if (added.is_repeated) headers.emplace_back("Idempotent-Replayed", "true");
    return {{{std::move(added.tab)}, std::move(added.warnings)}, message, std::move(headers)};
}

http::Endpoint endpoint(Method method, const char* path, const char* summary, const Access& access = may_use) {
    http::Endpoint made{method, path, access, summary};
    made.invalid_body = Code::unprocessable;
    return made;
}

void add_reading(http::EndpointTable& table, const sales::Collaborators& with) {
    table.add({Method::get, "/tabs", may_use, "Tabs, newest first; ?status=open for those in use"},
              [with](const Request<NoBody, ListTabs>& request) -> Reply<TabList> {
                  return {
                      with.database.reading([&](db::Transaction& transaction) { return list(transaction, request.query, with); }),
                      "Tabs retrieved successfully"};
              });
    table.add({Method::get, "/tabs/{id}", may_use, "One tab with its lines, and what is left to pay"},
              [with](const Request<>& request) -> Reply<TabReply> {
                  const Id id = request.call.path_id();
                  return {{with.database.reading([&](db::Transaction& transaction) {
                              return show(transaction, store::require_tab(transaction, id), with);
                          })},
                          "Tab retrieved successfully"};
              });
    table.add({Method::get, "/tabs/{id}/split", may_use, "What each pays if all that is left is shared equally"},
              [with](const Request<NoBody, SplitQuery>& request) -> Reply<Split> {
                  const Id id = request.call.path_id();
                  return {with.database.reading(
                              [&](db::Transaction& transaction) { return split(transaction, id, request.query, with); }),
                          "Tab split successfully"};
              });
}

void add_ordering(http::EndpointTable& table, const sales::Collaborators& with, const Tabs& tabs) {
    table.add_command(endpoint(Method::post, "/tabs", "Open a tab").creating(),
                      [with, tabs](const Request<NewTab>& request, db::Transaction& transaction) -> Reply<AddedReply> {
                          const auto lines = asked_lines_of(request.body.lines.value_or(std::vector<NewTabLine>()));
                          return added(tabs.open(transaction, new_tab_of(request.body), lines, with.act(request.call)),
                                       "Tab opened successfully");
                      });
    table.add_command(endpoint(Method::post, "/tabs/{id}/lines", "Add to a tab").creating(),
                      [with, tabs](const Request<AddLines>& request, db::Transaction& transaction) -> Reply<AddedReply> {
                          return added(tabs.add(transaction, request.call.path_id(), asked_lines_of(request.body.lines),
                                                with.act(request.call)),
                                       "Lines added successfully");
                      });
    table.add_command(endpoint(Method::post, "/tabs/{id}/send", "Tell the kitchen what it does not know yet"),
                      [with, tabs](const Request<SendTab>& request, db::Transaction& transaction) -> Reply<TabReply> {
                          const Aim aim = aim_of(request.call, request.body.version);
                          return {{tabs.send(transaction, aim, with.act(request.call))}, "Tab sent successfully"};
                      });
}

void add_changing(http::EndpointTable& table, const sales::Collaborators& with, const Tabs& tabs) {
    table.add_command(endpoint(Method::patch, "/tabs/{id}", "Change a tab's name, table, guests or service"),
                      [with, tabs](const Request<TabPatch>& request, db::Transaction& transaction) -> Reply<TabReply> {
                          const Aim aim = aim_of(request.call, request.body.version);
                          return {{tabs.change(transaction, aim, request.body, with.act(request.call))},
                                  "Tab changed successfully"};
                      });
    table.add_command(
        endpoint(Method::patch, "/tabs/{id}/lines/{lineId}", "Change how many of a line, or its notes"),
        [with, tabs](const Request<LinePatch>& request, db::Transaction& transaction) -> Reply<TabReply> {
            const Aim aim = aim_of(request.call, request.body.version);
            Checks checks;
            if (request.body.quantity) checks.range("quantity", *request.body.quantity, 1, line_quantity_max);
            checks.refuse_if_any(Code::unprocessable);
            Tabs::LineChange change{request.call.path_id("lineId"), request.body.quantity, {}, reason_of(request.body.reason)};
            if (request.body.notes) change.notes = notes_of(*request.body.notes);
            return {{tabs.change_line(transaction, aim, change, with.act(request.call))}, "Line changed successfully"};
        });
    table.add_command(endpoint(Method::remove, "/tabs/{id}/lines/{lineId}", "Take a line off a tab, as far as it is not paid"),
                      [with, tabs](const Request<NoBody, RemoveLine>& request, db::Transaction& transaction) -> Reply<TabReply> {
                          const Aim aim = aim_of(request.call, request.query.version);
                          const Tabs::LineChange change{request.call.path_id("lineId"), 0, {}, reason_of(request.query.reason)};
                          return {{tabs.change_line(transaction, aim, change, with.act(request.call))},
                                  "Line removed successfully"};
                      });
}

void add_ending(http::EndpointTable& table, const sales::Collaborators& with, const Tabs& tabs) {
    table.add_command(endpoint(Method::post, "/tabs/{id}/merge", "Move all that is not paid to another tab"),
                      [with, tabs](const Request<MergeTab>& request, db::Transaction& transaction) -> Reply<MovedReply> {
                          const Aim aim = aim_of(request.call, request.body.version);
                          auto moved = tabs.move(transaction, aim, request.body.into, std::nullopt, with.act(request.call));
                          return {{{std::move(moved.into)}, std::move(moved.from)}, "Tabs merged successfully"};
                      });
    table.add_command(endpoint(Method::post, "/tabs/{id}/move-lines", "Move lines to another tab"),
                      [with, tabs](const Request<MoveLines>& request, db::Transaction& transaction) -> Reply<MovedReply> {
                          const Aim aim = aim_of(request.call, request.body.version);
                          auto moved = tabs.move(transaction, aim, request.body.into, request.body.lines, with.act(request.call));
                          return {{{std::move(moved.into)}, std::move(moved.from)}, "Lines moved successfully"};
                      });
    table.add_command(
        endpoint(Method::post, "/tabs/{id}/cancel", "Cancel what of a tab is not paid", Access::permission("tabs.cancel")),
        [with, tabs](const Request<CancelTab>& request, db::Transaction& transaction) -> Reply<TabReply> {
            const Aim aim = aim_of(request.call, request.body.version);
            return {{tabs.cancel(transaction, aim, reason_of(request.body.reason), with.act(request.call))},
                    "Tab cancelled successfully"};
        });
    table.add_command(
        endpoint(Method::post, "/tabs/{id}/settle", "Sell all of a tab, or part of it").creating(),
        [with](const Request<SettleTab>& request, db::Transaction& transaction) { return settle(transaction, request, with); });
}

}  // namespace

void add_routes(http::EndpointTable& table, const sales::Collaborators& with) {
    table.declare({tab_changed, tab_closed});
    const Tabs tabs(with);
    add_reading(table, with);
    add_ordering(table, with, tabs);
    add_changing(table, with, tabs);
    add_ending(table, with, tabs);
}

}  // namespace cafepos::tabs
