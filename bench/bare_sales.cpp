// What the database can take at most: the rows of a sale in the fewest statements (each table's of 64 sales in one), 64 sales to
// a commit, in one thread. Only the database's own time counts: no HTTP, no queue, no pricing. `bench/sales` compares the server
// with it.
//
//   bare_sales [sales]      in DATA_DIR / DATABASE_URL, which must hold the demo's data; prints sales a second

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "app/cafe.h"
#include "app/config.h"
#include "db/group_commit.h"
#include "http/endpoint.h"
#include "inventory/ledger.h"
#include "menu/menu_store.h"
#include "printing/printing.h"
#include "sales/routes.h"
#include "staff/store.h"
#include "testing/call.h"
#include "testing/watched_session.h"

namespace cafepos::bench {
namespace {

constexpr int batch = 64;

/// Runs each command in the transaction that is open, so that the loop below decides what a commit holds.
class InOpenTransaction final : public http::CommandRunner {
public:
    http::RawReply run(const http::Call&, const http::Endpoint&, std::optional<std::string>,
                       const std::function<http::RawReply(db::Transaction&)>& effect) override {
        return effect(*transaction);
    }
    db::Transaction* transaction = nullptr;
};

Actor seller(db::Transaction& transaction) {
    const auto user = staff::store::find_user_by_name(transaction, "cashier").value();
    Actor actor;
    actor.user_id = user.id;
    actor.username = user.username;
    actor.role = user.role;
    actor.permissions = staff::store::effective_permissions(transaction, user.id);
    return actor;
}

std::string basket(db::Transaction& transaction) {
    const auto line = [&](const char* name, const char* size) {
        return R"({"productId":")" + menu::find_by_name(transaction, name, size).value().text() + R"(","quantity":1})";
    };
    return R"({"items":[)" + line("Caffe Latte", "Large") + "," + line("Cappuccino", "Medium") + "," +
           line("Blueberry Muffin", "Regular") + R"(],"paymentMethod":"card"})";
}

void sell(int sales_wanted) {
    const app::Config config = app::make_config({}, app::environment_values(), {});
    app::Cafe cafe(config);
    printing::Options no_printer;
    no_printer.first.active = false;
    printing::Printers printers(*cafe.database, cafe.clock, cafe.ids, cafe.settings, no_printer);
    InOpenTransaction commands;
    http::EndpointTable table(commands);
    sales::add_routes(
        table,
        {{*cafe.database, cafe.settings, cafe.audit, cafe.events, cafe.clock, cafe.ids, cafe.journal}, cafe.stock, printers});

    Actor actor;
    std::string body;
    cafe.database->read([&](db::Transaction& transaction) {
        actor = seller(transaction);
        body = basket(transaction);
    });
    const db::Options options = app::database_options(config);
    testing::WatchedSession session(options);
    db::GroupCommit commit(session, nullptr, options);
    const db::Database::Work sell_batch = [&](db::Transaction& transaction) {
        commands.transaction = &transaction;
        for (int i = 0; i < batch; ++i) testing::dispatch(table, http::Method::post, "/orders", body, &actor);
    };
    int sold = 0;
    while (sold < sales_wanted) {
        db::Command command(sell_batch);
        db::Command* const commands_of_batch[] = {&command};
        commit.run(commands_of_batch);
        if (command.error) std::rethrow_exception(command.error);
        sold += batch;
    }
    std::printf("%.0f\n", sold / std::chrono::duration<double>(session.busy).count());
}

}  // namespace
}  // namespace cafepos::bench

int main(int argc, char** argv) {
    cafepos::bench::sell(argc > 1 ? static_cast<int>(std::strtol(argv[1], nullptr, 10)) : 20'000);
    return 0;
}
