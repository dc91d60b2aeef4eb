#include "first_admin.h"

#include <cstdio>

#include "staff/staff.h"

namespace cafepos::app {
namespace {

const db::Statement any_user{"app.any_user", "SELECT id FROM users WHERE deleted_at IS NULL LIMIT 1"};

bool has_users(Cafe& cafe) {
    return cafe.database->reading([](db::Transaction& transaction) { return !transaction.query(any_user).empty(); });
}

void print_box(const std::string& text) { std::printf("\n%s\n\n", text.c_str()); }

void make_admin(Cafe& cafe) {
    const std::string password = cafe.random.hex(8);
    staff::NewUser admin;
    admin.username = "admin";
    admin.password_hash = cafe.hasher.hash(password);
    admin.first_name = "First";
    admin.last_name = "Admin";
    admin.email = staff::first_admin_email;
    admin.role = "admin";
    // Another process that starts on the same database may have been quicker.
    const bool made = cafe.database->writing([&](db::Transaction& transaction) {
        if (!transaction.query(any_user).empty()) return false;
        staff::create_user(transaction, admin, cafe.clock.now(), cafe.ids);
        return true;
    });
    if (!made) return;
    print_box("  This café has no staff yet. Log in once with\n\n      user name  admin\n      password   " + password +
              "\n\n  and set a password of your own (PUT /users/{id}). It is shown this once and kept nowhere; if it is lost:\n"
              "  cafepos user passwd admin");
}

}  // namespace

void make_first_users(const Config& config, Cafe& cafe) {
    if (has_users(cafe)) {
        if (config.demo)
            print_box("  DEMO: passwords that everybody knows may work here (admin / password123). Never take money with this.");
        return;
    }
    if (!config.demo) return make_admin(cafe);
    const seeds::Planted planted = seeds::plant_test(cafe.seed_tools());
    print_box("  DEMO: planted " + planted.text() +
              ".\n  Everybody knows these passwords: admin, manager, cashier, trainee / password123, PINs 1234 2345 3456 4567.\n"
              "  Never take money with this.");
}

}  // namespace cafepos::app
