#include "permissions.h"

#include <algorithm>
#include <array>

namespace cafepos::staff {
namespace {

enum Holder : unsigned { admin = 1, manager = 2, cashier = 4, trainee = 8, kitchen = 16 };
constexpr unsigned everybody = admin | manager | cashier | trainee;
constexpr unsigned till = admin | manager | cashier;
constexpr unsigned managers = admin | manager;

struct Line {
    Permission permission;
    unsigned holders;
};

constexpr std::array lines{
    Line{{"menu.view", "menu", "See the menu"}, everybody},
    Line{{"menu.create", "menu", "Add menu items"}, managers},
    Line{{"menu.edit", "menu", "Change menu items and their images"}, managers},
    Line{{"menu.delete", "menu", "Remove menu items"}, managers},
    Line{{"menu.import", "menu", "Import menu items in bulk"}, managers},
    Line{{"menu.availability", "menu", "Say that something is sold out, or back"}, till},
    Line{{"inventory.view", "inventory", "See the stock"}, everybody},
    Line{{"inventory.edit", "inventory", "Add and change stock items and recipes"}, managers},
    Line{{"inventory.adjust_stock", "inventory", "Book deliveries, waste and corrections"}, managers},
    Line{{"inventory.export", "inventory", "Export the stock"}, managers},
    Line{{"inventory.view_costs", "inventory", "See what stock costs"}, managers},
    Line{{"sales.process", "sales", "Sell"}, everybody},
    Line{{"sales.view_history", "sales", "See past orders"}, till},
    Line{{"sales.apply_discount", "sales", "Give discounts"}, till},
    Line{{"sales.exceed_discount_limit", "sales", "Give discounts beyond the limit of one's role"}, managers},
    Line{{"sales.refund", "sales", "Refund and void orders"}, managers},
    Line{{"sales.override_price", "sales", "Sell at another price than the menu's"}, managers},
    Line{{"tabs.use", "tabs", "Hold orders open and settle them"}, till},
    Line{{"tabs.remove_sent", "tabs", "Take off a tab what the kitchen has been told"}, managers},
    Line{{"tabs.cancel", "tabs", "Cancel a tab"}, managers},
    Line{{"drawers.view", "drawers", "See tills, drawers and what closed ones came to"}, till},
    Line{{"drawers.open", "drawers", "Open a drawer"}, till},
    Line{{"drawers.move", "drawers", "Put cash in and take it out"}, till},
    Line{{"drawers.close", "drawers", "Count and close a drawer"}, till},
    Line{{"drawers.view_expected", "drawers", "See what should lie in an open drawer"}, managers},
    Line{{"tills.manage", "tills", "Add and change tills"}, managers},
    Line{{"kitchen.view", "kitchen", "See stations and tickets"}, till | kitchen},
    Line{{"kitchen.advance", "kitchen", "Say how far tickets are"}, till | kitchen},
    Line{{"kitchen.manage", "kitchen", "Add and change stations"}, managers},
    Line{{"time_clock.view", "time_clock", "See when others work"}, managers},
    Line{{"time_clock.correct", "time_clock", "Correct when people worked"}, managers},
    Line{{"receipts.print", "receipts", "Print receipts"}, everybody},
    Line{{"receipts.reprint", "receipts", "Print a receipt again shortly after the sale"}, till},
    Line{{"receipts.email", "receipts", "Send receipts by mail"}, managers},
    Line{{"reports.view", "reports", "See the dashboard and reports"}, till},
    Line{{"reports.export", "reports", "Export reports"}, managers},
    Line{{"reports.financial", "reports", "See margins and other financial figures"}, managers},
    Line{{"reports.send_email", "reports", "Send reports by mail"}, managers},
    Line{{"users.view", "users", "See staff, roles and permissions"}, managers},
    Line{{"users.create", "users", "Add staff"}, admin},
    Line{{"users.edit", "users", "Change staff, roles and permissions"}, managers},
    Line{{"users.delete", "users", "Remove staff"}, admin},
    Line{{"users.reset_password", "users", "Set passwords and PINs of others"}, admin},
    Line{{"system.settings", "system", "Change the settings"}, managers},
    Line{{"system.backup", "system", "Back up and restore"}, admin},
    Line{{"system.logs", "system", "Read the audit log"}, admin},
    Line{{"system.maintenance", "system", "Maintain the system"}, admin},
};

constexpr auto catalogue = [] {
    std::array<Permission, lines.size()> out{};
    std::ranges::transform(lines, out.begin(), &Line::permission);
    return out;
}();

constexpr std::array<std::string_view, 9> approvable{"sales.apply_discount", "sales.exceed_discount_limit",
                                                     "sales.refund",         "sales.override_price",
                                                     "tabs.remove_sent",     "tabs.cancel",
                                                     "drawers.open",         "drawers.move",
                                                     "drawers.close"};

std::vector<std::string_view> held_by(Holder holder) {
    std::vector<std::string_view> names;
    for (const Line& line : lines) {
        if ((line.holders & holder) != 0) names.push_back(line.permission.name);
    }
    return names;
}

}  // namespace

std::span<const Permission> all_permissions() { return catalogue; }

bool is_permission(std::string_view name) { return std::ranges::find(catalogue, name, &Permission::name) != catalogue.end(); }

std::span<const std::string_view> approvable_permissions() { return approvable; }

bool can_be_approved(std::string_view name) { return std::ranges::find(approvable, name) != approvable.end(); }

const std::vector<SystemRole>& system_roles() {
    static const std::vector<SystemRole> roles{
        {admin_role, "System administrator with full access", held_by(admin)},
        {"manager", "Store manager with management permissions", held_by(manager)},
        {"cashier", "Cashier with POS access", held_by(cashier)},
        {"trainee", "Trainee with limited access", held_by(trainee)},
        {"kitchen", "Kitchen and bar displays", held_by(kitchen)},
    };
    return roles;
}

}  // namespace cafepos::staff
