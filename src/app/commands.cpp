#include "commands.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cafe.h"
#include "core/text.h"
#include "drawers/drawers.h"
#include "existing_cafe.h"
#include "inventory/inventory_store.h"
#include "journal_keeping.h"
#include "kitchen/kitchen.h"
#include "menu/menu_store.h"
#include "reports/reports.h"
#include "sales/drawer_figures.h"
#include "sales/sales.h"
#include "settings/business_days.h"
#include "staff/store.h"
#include "tabs/tabs.h"
#include "time_clock/time_clock.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;

}  // namespace

int migrate(const Config& config) {
    const auto database = open_database(config);
    std::printf("%d migrations applied; the database is up to date.\n", database->migrate());
    return 0;
}

int seed(const Config& config, const std::string& kind) {
    require_cafe(config);
    Cafe cafe(config);
    const seeds::Planted planted =
        kind == "test" ? seeds::plant_test(cafe.seed_tools()) : seeds::plant_production(cafe.seed_tools());
    std::printf("Planted %s. Nothing else was changed.\n", planted.text().c_str());
    const std::string currency = cafe.settings.current()->general.currency;
    if (kind == "production" && currency != "EUR") {
        std::printf(
            "Its prices are in euro, the café's currency is %s. As an admin:\n"
            "  curl -X PUT http://localhost:%d/settings -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' "
            "-d '{\"general\": {\"currency\": \"EUR\"}}'\n",
            currency.c_str(), config.port);
    }
    if (kind == "test") {
        std::printf(
            "Everybody knows these users' password (password123) and PINs: only for trying things, never take money with it.\n");
    }
    return 0;
}

JournalProof proof_of(const Config& config) {
    check_journal_key(config);
    std::vector<journal::Head> outside;
    if (const auto head = kept_head(config)) outside.push_back(*head);
    return {.keys = journal::Keyring(journal_key_file(config)), .outside = std::move(outside)};
}

JournalProof proof_of_copy(const Config& config) {
    check_journal_key(config);
    return {.keys = journal::Keyring(journal_key_file(config)), .is_copy = true};
}

std::vector<std::string> differences_in(db::Database& database, const JournalProof& proof,
                                        const std::function<void()>& checkpoint) {
    require_this_version(database);
    using Verify = std::vector<std::string> (*)(db::Transaction&);
    static constexpr std::array<Verify, 9> all{
        sales::verify,     staff::verify,
        menu::verify,      inventory::verify,
        reports::verify,   [](db::Transaction& transaction) { return drawers::verify(transaction, sales::sales_of_drawer); },
        kitchen::verify,   tabs::verify,
        time_clock::verify};
    std::vector<std::string> differences;
    database.read([&](db::Transaction& transaction) {
        differences.clear();
        for (const Verify verify_slice : all) {
            checkpoint();
            const auto found = verify_slice(transaction);
            differences.insert(differences.end(), found.begin(), found.end());
        }
        if (proof.is_copy && !proof.keys.newest()) return;
        std::ranges::move(journal::verify(transaction, proof.keys, all_books(), proof.outside, checkpoint),
                          std::back_inserter(differences));
    });
    return differences;
}

void print(const std::vector<std::string>& differences) {
    for (const std::string& difference : differences) std::printf("%s\n", text::printable(difference).c_str());
}

int verify(const Config& config) {
    require_cafe(config);
    const auto differences = differences_in(*open_database(config, Opening::reading), proof_of(config));
    print(differences);
    if (differences.empty()) std::printf("All totals, stock levels, numbers and the journal agree.\n");
    return differences.empty() ? 0 : failed;
}

int rebuild_reports(const Config& config) {
    require_cafe(config);
    Cafe cafe(config);
    cafe.database->write([](db::Transaction& transaction) { reports::rebuild(transaction); });
    std::printf("The reports were counted again from the orders.\n");
    return 0;
}

int trust_clock(const Config& config) {
    require_cafe(config);
    Cafe cafe(config);
    const Timestamp now = cafe.clock.now();
    if (!is_plausible(now)) throw WrongUse("The clock says " + now.text() + ", which cannot be right: set it first");
    const settings::Moment moment = cafe.database->writing([&](db::Transaction& transaction) {
        settings::forget_what_was_reached(transaction);
        cafe.audit.record(transaction, audit::system_origin(), {"clock.trusted", "clock", now.text()});
        return settings::look_at_moment(transaction, *cafe.settings.in_transaction(transaction), now);
    });
    std::printf("The clock is trusted: it is %s, sales belong to %s.\n", now.text().c_str(), moment.business_date.text().c_str());
    return 0;
}

}  // namespace cafepos::app
