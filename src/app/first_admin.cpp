#include "first_admin.h"

#include <spdlog/spdlog.h>

#include "staff/store.h"

namespace cafepos::app {
namespace {

constexpr const char* first_name = "admin";

std::string invitation(const std::string& password) {
    return "  Nobody has signed in to this café yet. Do it with\n\n      user name  " + std::string(first_name) +
           "\n      password   " + password +
           "\n\n  in the office, which lets you in once you have chosen a password of your own (or: cafepos user passwd admin). "
           "Until then each start shows a new one; it is kept nowhere.";
}

void create_admin(const Cafe& cafe, db::Transaction& transaction, const std::string& password_hash, IdSource& ids) {
    staff::NewUser admin;
    admin.username = first_name;
    admin.password_hash = password_hash;
    admin.first_name = "First";
    admin.last_name = "Admin";
    admin.email = staff::first_admin_email;
    admin.role = "admin";
    admin.is_password_temporary = true;
    staff::store::create_user(transaction, admin, cafe.clock.now(), ids);
}

std::string invite_first_admin(Cafe& cafe) {
    const std::string password = cafe.random.hex(8);
    const std::string hash = cafe.hasher.hash(password);
    const bool invited = cafe.database->writing([&](db::Transaction& transaction) {
        if (!staff::store::has_users(transaction)) {
            create_admin(cafe, transaction, hash, cafe.ids);
            return true;
        }
        const auto admin = staff::store::unused_first_admin(transaction);
        if (admin) staff::store::renew_first_password(transaction, *admin, hash);
        return admin.has_value();
    });
    return invited ? invitation(password) : "";
}

bool needs_invitation(Cafe& cafe) {
    return cafe.database->reading([](db::Transaction& transaction) {
        return !staff::store::has_users(transaction) || staff::store::unused_first_admin(transaction).has_value();
    });
}

std::string plant_demo(const Config& config, Cafe& cafe) {
    const std::string who = config.host == loopback ? "It listens to this machine only; HOST=0.0.0.0 lets others in.\n  " : "";
    if (cafe.database->reading(staff::store::has_users)) {
        return "  DEMO: passwords that everybody knows may work here (admin / password123).\n  " + who +
               "Never take money with this.";
    }
    const seeds::Planted planted = seeds::plant_test(cafe.seed_tools());
    return "  DEMO: planted " + planted.text() +
           ".\n  Everybody knows these passwords: admin, manager, cashier, trainee / password123, PINs 1234 2345 3456 4567.\n  " +
           who + "Never take money with this.";
}

}  // namespace

std::string make_first_users(const Config& config, Cafe& cafe) {
    if (config.demo) return plant_demo(config, cafe);
    return needs_invitation(cafe) ? invite_first_admin(cafe) : "";
}

void warn_of_known_passwords(Cafe& cafe) {
    std::string names;
    for (const std::string& name : seeds::users_with_known_password(*cafe.database, cafe.hasher)) {
        names += (names.empty() ? "" : ", ") + name;
    }
    if (names.empty()) return;
    spdlog::warn("everybody knows the password of {} (password123). Change it: cafepos user passwd NAME", names);
}

}  // namespace cafepos::app
