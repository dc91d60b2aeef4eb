#include "roles.h"

#include <map>
#include <stdexcept>

namespace cafepos::testing {
namespace {

struct Grant {
    const char* permission;
    const char* roles;  // initials of admin, manager, cashier, trainee, kitchen
};

constexpr Grant grants[] = {
    {"menu.view", "amct"},
    {"menu.create", "am"},
    {"menu.edit", "am"},
    {"menu.delete", "am"},
    {"menu.import", "am"},
    {"menu.availability", "amc"},
    {"inventory.view", "amct"},
    {"inventory.edit", "am"},
    {"inventory.adjust_stock", "am"},
    {"inventory.export", "am"},
    {"inventory.view_costs", "am"},
    {"sales.process", "amct"},
    {"sales.view_history", "amc"},
    {"sales.apply_discount", "amc"},
    {"sales.refund", "am"},
    {"sales.exceed_discount_limit", "am"},
    {"sales.override_price", "am"},
    {"tabs.use", "amc"},
    {"tabs.remove_sent", "am"},
    {"tabs.cancel", "am"},
    {"drawers.view", "amc"},
    {"drawers.open", "amc"},
    {"drawers.move", "amc"},
    {"drawers.close", "amc"},
    {"drawers.view_expected", "am"},
    {"tills.manage", "am"},
    {"kitchen.view", "amck"},
    {"kitchen.advance", "amck"},
    {"kitchen.manage", "am"},
    {"time_clock.view", "am"},
    {"time_clock.correct", "am"},
    {"receipts.print", "amct"},
    {"receipts.reprint", "amc"},
    {"receipts.email", "am"},
    {"reports.view", "amc"},
    {"reports.export", "am"},
    {"reports.financial", "am"},
    {"reports.send_email", "am"},
    {"users.view", "am"},
    {"users.edit", "am"},
    {"users.create", "a"},
    {"users.delete", "a"},
    {"users.reset_password", "a"},
    {"system.settings", "am"},
    {"system.backup", "a"},
    {"system.logs", "a"},
    {"system.maintenance", "a"},
};

std::map<std::string, Permissions, std::less<>> table() {
    std::map<std::string, Permissions, std::less<>> result;
    for (const std::string role : {"admin", "manager", "cashier", "trainee", "kitchen"}) {
        for (const auto& grant : grants) {
            if (std::string_view(grant.roles).find(role.front()) != std::string_view::npos) result[role].insert(grant.permission);
        }
    }
    return result;
}

}  // namespace

const std::vector<std::string>& role_names() {
    static const std::vector<std::string> names = {"admin", "manager", "cashier", "trainee"};
    return names;
}

const Permissions& permissions_of(std::string_view role) {
    static const auto roles = table();
    const auto found = roles.find(role);
    if (found == roles.end()) throw std::logic_error("no such role: " + std::string(role));
    return found->second;
}

}  // namespace cafepos::testing
