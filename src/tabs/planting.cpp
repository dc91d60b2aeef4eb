#include "changes.h"
#include "tabs.h"

namespace cafepos::tabs {
namespace {

void ask_for(const std::vector<sales::NewLine>& lines, std::vector<AskedLine>& asked) {
    for (const sales::NewLine& line : lines) asked.push_back({{}, line});
}

}  // namespace

void plant_tab(db::Transaction& transaction, const sales::Collaborators& with, const sales::Author& by, const Plant& plant) {
    const Tabs tabs(with);
    Tab tab;
    tab.name = plant.name;
    tab.table_name = plant.table;
    tab.guests = plant.guests;
    tab.service = Service::here;
    std::vector<AskedLine> known;
    ask_for(plant.paid, known);
    ask_for(plant.sent, known);
    const TabView opened = tabs.open(transaction, tab, known, by).tab;
    const Aim aim{opened.id, std::nullopt};
    tabs.send(transaction, aim, by);
    if (!plant.paid.empty()) {
        Tabs::Settlement settlement;
        settlement.sale.payments = {{{.method = "cash", .amount = {}, .tendered = {}, .tip = {}, .reference = {}}}, true};
        settlement.portions.emplace();
        for (std::size_t i = 0; i < plant.paid.size(); ++i) settlement.portions->push_back({opened.lines.at(i).id, {}});
        tabs.settle(transaction, aim, std::move(settlement), by);
    }
    std::vector<AskedLine> rest;
    ask_for(plant.unsent, rest);
    if (!rest.empty()) tabs.add(transaction, opened.id, rest, by);
}

}  // namespace cafepos::tabs
