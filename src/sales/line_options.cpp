#include "line_options.h"

#include <algorithm>

#include "menu/menu_store.h"

namespace cafepos::sales {
namespace {

menu::OptionsForSale look_up_options(db::Transaction& transaction, const NewSale& sale, const std::vector<SoldLine>& lines) {
    std::vector<Id> items;
    std::vector<Id> options;
    for (const SoldLine& line : lines) {
        if (line.item.option_groups > 0) items.push_back(line.item.id);
    }
    for (const NewLine& line : sale.lines) {
        for (const NewLineOption& one : line.options) options.push_back(one.option_id);
    }
    if (items.empty() && options.empty()) return {};
    return menu::find_options_for_sale(transaction, items, options);
}

/// The menu's prices with the options: they never make an item cost less than nothing.
void add_price(Money more, menu::SaleItem& item) {
    const auto with_options = [&](Money price) { return std::max(price + more, Money()); };
    item.price = with_options(item.price);
    std::ranges::transform(item.recent_prices, item.recent_prices.begin(), with_options);
}

/// An open price is what the line says: that is the menu's too, and differs from nothing.
void open_price(SoldLine& line, bool charged) {
    if (!line.item.open_price) return;
    if (line.price) {
        line.item.price = *line.price;
        line.item.recent_prices.clear();
    } else if (!charged) {
        const std::string field = line.place.field + ".price";
        throw Error::field(Code::unprocessable, field, "required",
                           "Line " + std::to_string(line.place.line + 1) + " needs its price (" + field + "): " + line.item.name +
                               " has none of its own");
    }
}

}  // namespace

std::vector<std::string> add_options(db::Transaction& transaction, const NewSale& sale, std::vector<SoldLine>& lines,
                                     Timestamp now) {
    const menu::OptionsForSale offered = look_up_options(transaction, sale, lines);
    const bool charged = sale.figures.say_what_was_charged();
    std::vector<LineFault> faults;
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        SoldLine& line = lines[i];
        const auto& ordered = sale.lines[i].ordered;
        ChosenOptions chosen = choose_options(offered, line.item.id, sale.lines[i].options, line.place, now,
                                              ordered ? Defaults::left_out : Defaults::taken);
        if (ordered) {
            line.options = ordered->options;
            line.recipe_changes = std::move(chosen.changes);
            continue;
        }
        if (!line.item.is_available) {
            warnings.push_back(line.item.name + " (" + line.item.size + ") is said to be sold out");
        }
        for (const std::string& name : chosen.sold_out) warnings.push_back(name + " is said to be sold out");
        add_price(chosen.price, line.item);
        open_price(line, charged);
        line.options = std::move(chosen.options);
        line.recipe_changes = std::move(chosen.changes);
        line.options_differ = !chosen.faults.empty();
        std::ranges::move(chosen.faults, std::back_inserter(faults));
    }
    if (!faults.empty() && !charged) throw refusal_of(faults);
    return warnings;
}

}  // namespace cafepos::sales
