#include "combos.h"

#include <algorithm>
#include <map>

#include "menu/menu_store.h"
#include "titles.h"

namespace cafepos::sales {
namespace {

class Taker {
public:
    Taker(db::Transaction& transaction, SaleItems& items, Timestamp now, IdSource& ids)
        : transaction_(transaction), items_(items), now_(now), ids_(ids) {}

    TakenApart apart(NewSale sale) {
        look_up(sale.lines);
        std::vector<NewLine> lines = std::move(sale.lines);
        taken_.sale = std::move(sale);
        taken_.sale.lines.clear();
        is_charged_ = taken_.sale.figures.say_what_was_charged();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            room_ = lines_max - std::min(lines_max, taken_.sale.lines.size() + lines.size() - i - 1);
            take(lines[i], lines[i].place.value_or(place_of(i)));
        }
        if (!faults_.empty() && !is_charged_) throw refusal_of(faults_);
        if (taken_.sale.lines.size() > lines_max) {
            const std::string& place = taken_.sale.lines.front().place->field;
            const std::string field = place.substr(0, place.find('['));
            throw Error::field(
                Code::unprocessable, field, "length",
                field + " must have at most " + std::to_string(lines_max) + " entries, the parts of combos counted");
        }
        return std::move(taken_);
    }

private:
    [[nodiscard]] bool is_combo(const NewLine& line) const {
        return !line.ordered && items_.at(line.menu_item_id).kind == menu::ItemKind::combo;
    }

    void look_up(const std::vector<NewLine>& lines) {
        std::vector<Id> combos;
        std::vector<Id> parts;
        for (const NewLine& line : lines) {
            if (!is_combo(line)) continue;
            combos.push_back(line.menu_item_id);
            for (const NewPart& part : line.parts) parts.push_back(part.menu_item_id);
        }
        if (combos.empty()) return;
        slots_ = menu::find_combos_for_sale(transaction_, combos);
        for (const auto& [combo, slots] : slots_) {
            for (const menu::ComboSlot& slot : slots) parts.push_back(fallback_of(slot).menu_item_id);
        }
        items_.merge(menu::find_for_sale(transaction_, parts, now_));
    }

    void take(NewLine& line, const Place& place) {
        if (is_combo(line)) return take_combo(line, place);
        line.place = place;
        if (!line.parts.empty()) {
            faults_.push_back(fault_at(place, place.field + ".parts", Code::unprocessable, "unsupported",
                                       items_.at(line.menu_item_id).name + " is no combo and has no parts"));
            line.parts_differ = true;
        }
        taken_.sale.lines.push_back(std::move(line));
    }

    void take_combo(NewLine& line, const Place& place) {
        const menu::SaleItem& item = items_.at(line.menu_item_id);
        ChosenParts chosen = choose_parts(item.name, slots_[item.id], line.parts, items_, place);
        if (!line.options.empty()) {
            chosen.faults.push_back(fault_at(place, place.field + ".options", option_unknown, "option_unknown",
                                             item.name + " is a combo: its parts have options"));
        }
        line.parts_differ = !chosen.faults.empty();
        line.place = place;
        std::ranges::move(chosen.faults, std::back_inserter(faults_));
        // Money was taken for more than an order can have of parts: the rest stays whole.
        const bool has_room = !is_charged_ || chosen.parts.size() <= room_;
        line.parts_differ = line.parts_differ || !has_room;
        if (chosen.parts.empty() || !has_room) return taken_.sale.lines.push_back(std::move(line));
        if (!item.is_available) taken_.warnings.push_back(item.name + " (" + item.size + ") is said to be sold out");
        add_parts(line, item, chosen.parts);
    }

    void add_parts(const NewLine& line, const menu::SaleItem& item, const std::vector<ChosenPart>& parts) {
        SoldCombo combo{item, taken_.sale.lines.size(), line.price, {}, {}};
        const PartOf part_of{ids_.next(), item.id, title_of(item.name, item.size)};
        for (const ChosenPart& part : parts) {
            combo.price_deltas += part.price_delta;
            combo.weights.push_back(items_.at(part.menu_item_id).price + part.price_delta);
            NewLine& made = taken_.sale.lines.emplace_back(line);
            made.menu_item_id = part.menu_item_id;
            made.part_of = part_of;
            made.price.reset();
            made.parts.clear();
            made.options.clear();
            made.place->field += ".parts";
            if (!part.asked) continue;
            made.options = line.parts[*part.asked].options;
            made.place->field += "[" + std::to_string(*part.asked) + "]";
        }
        taken_.combos.push_back(std::move(combo));
    }

    db::Transaction& transaction_;
    SaleItems& items_;
    Timestamp now_;
    IdSource& ids_;
    bool is_charged_ = false;
    std::size_t room_ = 0;  ///< for the lines that a line becomes, with one for each that follows
    std::unordered_map<Id, menu::ComboSlots> slots_;
    std::vector<LineFault> faults_;
    TakenApart taken_;
};

Money price_of(const std::vector<LineOption>& options) {
    Money price;
    for (const LineOption& option : options) price += option.price_delta * option.quantity;
    return price;
}

/// The combo as one line, at the menu's prices with all its parts: they never make it cost less than nothing.
SoldLine whole_of(const SoldCombo& combo, Money more, int quantity) {
    SoldLine whole{combo.item, quantity, combo.price};
    const auto with_parts = [&](Money price) { return std::max(price + more, Money()); };
    whole.item.price = with_parts(whole.item.price);
    std::ranges::transform(whole.item.recent_prices, whole.item.recent_prices.begin(), with_parts);
    return whole;
}

class Parts {
public:
    Parts(const SoldCombo& combo, std::vector<SoldLine>& lines) : combo_(combo) {
        for (std::size_t i = 0; i < combo.weights.size(); ++i) parts_.push_back(&lines[combo.first + i]);
    }

    void share_price() {
        std::vector<Money> own_prices = combo_.weights;
        Money more = combo_.price_deltas;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Money options = price_of(parts_[i]->options);
            own_prices[i] += options;
            more += options;
        }
        const SoldLine whole = whole_of(combo_, more, parts_.front()->quantity);
        const auto ours = sales::share_price(whole.item.price, own_prices);
        const auto meant = sales::share_price(meant_price(whole), own_prices);
        const auto charged = sales::share_price(whole.price.value_or(whole.item.price), own_prices);
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            SoldLine& part = *parts_[i];
            part.item.price = ours[i];
            part.item.is_archived = part.item.is_archived || combo_.item.is_archived;
            if (whole.price) part.price = charged[i];
            part.combo_price = ComboPrice{whole.price, whole.item.price, deviation(whole), i == 0, meant[i]};
        }
    }

    void share_discount() {
        const Discount discount = parts_.front()->discount.discount;
        if (discount.kind == Discount::Kind::none) return;
        std::vector<Money> gross;
        std::vector<Money> our_gross;
        Money our_whole;
        for (const SoldLine* part : parts_) {
            gross.push_back(part->price.value_or(part->item.price) * part->quantity);
            our_gross.push_back(part->item.price * part->quantity);
            our_whole += our_gross.back();
        }
        Discount our_discount = discount;
        our_discount.amount = std::min(discount.amount + parts_.front()->discount.unused, our_whole);
        const auto shares = sales::share_discount(discount, gross);
        const auto our_shares = sales::share_discount(our_discount, our_gross);
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            parts_[i]->discount.discount = shares[i];
            parts_[i]->combo_price->our_discount = our_shares[i];
        }
    }

private:
    const SoldCombo& combo_;
    std::vector<SoldLine*> parts_;
};

/// These are the parts of one combo that was ordered.
void join(const std::vector<SoldLine*>& parts) {
    ComboPrice whole;
    Money sent;
    for (const SoldLine* part : parts) {
        sent += part->price.value_or(part->item.price);
        whole.ours += part->item.price;
    }
    whole.sent = sent;
    const Money off = (sent - whole.ours) * parts.front()->quantity;
    whole.deviation = off.is_negative() ? -off : off;
    whole.is_first = true;
    for (SoldLine* part : parts) {
        whole.meant = part->item.price;
        part->combo_price = whole;
        whole.is_first = false;
    }
}

}  // namespace

TakenApart take_combos_apart(db::Transaction& transaction, NewSale sale, SaleItems& items, Timestamp now, IdSource& ids) {
    return Taker(transaction, items, now, ids).apart(std::move(sale));
}

void price_combos(const std::vector<SoldCombo>& combos, std::vector<SoldLine>& lines) {
    for (const SoldCombo& combo : combos) Parts(combo, lines).share_price();
}

void join_ordered_combos(const NewSale& sale, std::vector<SoldLine>& lines) {
    std::map<Id, std::vector<SoldLine*>> combos;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const NewLine& asked = sale.lines[i];
        if (asked.ordered && asked.part_of) combos[asked.part_of->line_id].push_back(&lines[i]);
    }
    for (const auto& [id, parts] : combos) join(parts);
}

void share_discounts(const std::vector<SoldCombo>& combos, std::vector<SoldLine>& lines) {
    for (const SoldCombo& combo : combos) Parts(combo, lines).share_discount();
}

}  // namespace cafepos::sales
