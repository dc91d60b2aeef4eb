#include "commands.h"

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "cafe.h"
#include "inventory/inventory.h"
#include "menu/menu.h"
#include "reports/reports.h"
#include "sales/sales.h"
#include "staff/staff.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;
constexpr std::size_t password_characters_min = 8;

std::string read_password() {
    std::fprintf(stderr, "Password (at least 8 characters): ");
    std::string password;
    std::getline(std::cin, password);
    if (password.size() < password_characters_min) throw ConfigError("Password must be at least 8 characters long");
    return password;
}

Id known_user(db::Transaction& transaction, const std::string& username) {
    const auto user = staff::find_user_by_name(transaction, username);
    if (!user) throw ConfigError("There is no user " + username);
    return user->id;
}

}  // namespace

int migrate(const Config& config) {
    const auto database = open_database(config);
    std::printf("%d migrations applied; the database is up to date.\n", database->migrate());
    return 0;
}

int seed(const Config& config, const std::string& kind) {
    Cafe cafe(config);
    const seeds::Planted planted =
        kind == "test" ? seeds::plant_test(cafe.seed_tools()) : seeds::plant_production(cafe.seed_tools());
    std::printf("Planted %s. Nothing else was changed.\n", planted.text().c_str());
    const std::string currency = cafe.settings.current()->general.currency;
    if (kind == "production" && currency != "EUR") {
        std::printf("Its prices are in euro, the café's currency is %s: set general.currency in /settings.\n", currency.c_str());
    }
    return 0;
}

std::vector<std::string> differences_in(db::Database& database) {
    if (!database.is_migrated()) throw ConfigError("The database is of another version: run `cafepos migrate` first");
    std::vector<std::string> differences;
    database.read([&](db::Transaction& transaction) {
        differences = sales::verify(transaction);
        for (const auto& found : {staff::verify(transaction), menu::verify(transaction), inventory::verify(transaction),
                                  reports::verify(transaction)}) {
            differences.insert(differences.end(), found.begin(), found.end());
        }
    });
    return differences;
}

int verify(const Config& config) {
    const auto differences = differences_in(*open_database(config, Opening::reading));
    for (const std::string& difference : differences) std::printf("%s\n", difference.c_str());
    if (differences.empty()) std::printf("All totals, stock levels and numbers agree.\n");
    return differences.empty() ? 0 : failed;
}

int rebuild_reports(const Config& config) {
    Cafe cafe(config);
    cafe.database->write([](db::Transaction& transaction) { reports::rebuild(transaction); });
    std::printf("The reports were counted again from the orders.\n");
    return 0;
}

int add_user(const Config& config, const NewUserRequest& request) {
    Cafe cafe(config);
    staff::NewUser user;
    user.username = request.username;
    user.password_hash = cafe.hasher.hash(read_password());
    user.first_name = request.first_name;
    user.last_name = request.last_name;
    user.email = request.email;
    user.role = request.role;
    cafe.database->write([&](db::Transaction& transaction) {
        const Id id = staff::create_user(transaction, user, cafe.clock.now(), cafe.ids);
        cafe.audit.record(transaction, audit::system_origin(), {"user.created", "user", id.text()});
    });
    std::printf("Added %s (%s).\n", request.username.c_str(), request.role.c_str());
    return 0;
}

int set_password(const Config& config, const std::string& username) {
    Cafe cafe(config);
    const std::string hash = cafe.hasher.hash(read_password());
    cafe.database->write([&](db::Transaction& transaction) {
        const Id id = known_user(transaction, username);
        staff::set_password(transaction, id, hash, cafe.clock.now());
        cafe.audit.record(transaction, audit::system_origin(), {"user.password_set", "user", id.text()});
    });
    std::printf("The password of %s was set; all sessions of %s have ended.\n", username.c_str(), username.c_str());
    return 0;
}

int unlock_user(const Config& config, const std::string& username) {
    Cafe cafe(config);
    cafe.database->write([&](db::Transaction& transaction) {
        const Id id = known_user(transaction, username);
        staff::record_failed_login(transaction, id, 0, std::nullopt);
        cafe.audit.record(transaction, audit::system_origin(), {"user.unlocked", "user", id.text()});
    });
    std::printf("%s may try again.\n", username.c_str());
    return 0;
}

}  // namespace cafepos::app
