#include "demo_work.h"

#include <algorithm>

#include "data.h"
#include "drawers/drawers.h"
#include "menu/menu_store.h"
#include "tabs/tabs.h"

namespace cafepos::seeds {
namespace {

Act act_of_the_cashier(db::Transaction& transaction, const Tools& tools) {
    const auto cashier = std::ranges::find(test_users(), "cashier", &UserRow::role);
    const auto user = staff::store::find_user_by_name(transaction, std::string(cashier->username));
    Act act;
    act.actor.user_id = user->id;
    act.actor.username = user->username;
    act.actor.role = user->role;
    act.origin.actor_id = user->id;
    act.origin.actor_name = user->username;
    act.now = tools.clock.now();
    return act;
}

sales::NewLine one(db::Transaction& transaction, const char* name, const char* size, std::string notes = {}) {
    return {.menu_item_id = menu::find_by_name(transaction, name, size).value(), .price = {}, .notes = std::move(notes)};
}

}  // namespace

void plant_work(db::Transaction& transaction, const Tools& tools, printing::Printers& printers) {
    const sales::Collaborators with{
        {tools.database, tools.settings, tools.audit, tools.events, tools.clock, tools.ids, tools.journal},
        tools.ledger,
        printers};
    const Act act = act_of_the_cashier(transaction, tools);
    const Id till = drawers::plant_till(transaction, "Terrace", act.now, tools.ids);
    drawers::plant_drawer(transaction, with, act, till, Money::of(150'00),
                          {{drawers::MovementType::paid_out, Money::of(-12'40), {}, {}, "flowers for the tables"},
                           {drawers::MovementType::drop, Money::of(-40'00)},
                           {drawers::MovementType::no_sale, {}}});
    tabs::plant_tab(
        transaction, with, {act, till},
        {.name = {},
         .table = "4",
         .guests = 2,
         .paid = {},
         .sent = {one(transaction, "Caffe Latte", "Medium"), one(transaction, "Avocado Toast", "Regular", "no chili")},
         .unsent = {one(transaction, "Cheesecake", "Slice")}});
    tabs::plant_tab(transaction, with, {act, till},
                    {.name = "Ada",
                     .table = {},
                     .guests = {},
                     .paid = {one(transaction, "Cinnamon Roll", "Regular")},
                     .sent = {one(transaction, "Flat White", "Regular")},
                     .unsent = {}});
}

}  // namespace cafepos::seeds
