#include "combo_rules.h"

#include <algorithm>

#include "core/allocation.h"
#include "core/text.h"

namespace cafepos::sales {
namespace {

constexpr std::size_t shown_length_max = 50;

class PartChooser {
public:
    PartChooser(const std::string& combo, const std::vector<NewPart>& asked, const SaleItems& items, const Place& place)
        : combo_(combo), asked_(asked), items_(items), place_(place), is_used_(asked.size(), false) {}

    ChosenParts of(const menu::ComboSlots& slots) {
        if (slots.empty()) fault("", combo_part_required, combo_ + " cannot be sold before it has slots");
        for (const menu::ComboSlot& slot : slots) take_of(slot);
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            if (is_used_[i]) continue;
            const std::string name = text::first_characters(asked_[i].slot, shown_length_max);
            fault(index(i) + ".slot", combo_part_unknown, combo_ + " has no slot " + name + ", or it is named twice");
        }
        return std::move(chosen_);
    }

private:
    void take_of(const menu::ComboSlot& slot) {
        const auto asked = std::ranges::find_if(asked_, [&](const NewPart& part) { return text::same(part.slot, slot.name); });
        if (asked == asked_.end()) return take_unasked(slot);
        const auto i = static_cast<std::size_t>(asked - asked_.begin());
        is_used_[i] = true;
        const auto choice = std::ranges::find(slot.choices, asked->menu_item_id, &menu::ComboChoice::menu_item_id);
        if (choice != slot.choices.end()) return chosen_.parts.push_back({asked->menu_item_id, choice->price_delta, i});
        take_stranger(slot, i);
    }

    void take_unasked(const menu::ComboSlot& slot) {
        const menu::ComboChoice& choice = fallback_of(slot);
        if (!choice.is_default || choice.is_archived) fault("", combo_part_required, combo_ + " needs a choice of " + slot.name);
        chosen_.parts.push_back({choice.menu_item_id, choice.price_delta, {}});
    }

    void take_stranger(const menu::ComboSlot& slot, std::size_t i) {
        const auto item = items_.find(asked_[i].menu_item_id);
        const bool is_item = item != items_.end() && item->second.kind == menu::ItemKind::item;
        const std::string what = is_item ? item->second.name : std::string("What is asked for");
        fault(index(i) + ".menuItemId", combo_part_unknown, what + " is no choice of " + slot.name + " in " + combo_);
        if (is_item) return chosen_.parts.push_back({asked_[i].menu_item_id, Money(), i});
        const menu::ComboChoice& choice = fallback_of(slot);
        chosen_.parts.push_back({choice.menu_item_id, choice.price_delta, {}});
    }

    static std::string index(std::size_t i) { return "[" + std::to_string(i) + "]"; }
    void fault(const std::string& below, Code code, const std::string& what) {
        const char* detail_code = code == combo_part_required ? "combo_part_required" : "combo_part_unknown";
        chosen_.faults.push_back(fault_at(place_, place_.field + ".parts" + below, code, detail_code, what));
    }

    const std::string& combo_;
    const std::vector<NewPart>& asked_;
    const SaleItems& items_;
    const Place& place_;
    std::vector<bool> is_used_;
    ChosenParts chosen_;
};

}  // namespace

const menu::ComboChoice& fallback_of(const menu::ComboSlot& slot) {
    const auto is_offered = [](const menu::ComboChoice& choice) { return !choice.is_archived; };
    const auto is_default = [&](const menu::ComboChoice& choice) { return is_offered(choice) && choice.is_default; };
    auto choice = std::ranges::find_if(slot.choices, is_default);
    if (choice == slot.choices.end()) choice = std::ranges::find_if(slot.choices, is_offered);
    return choice == slot.choices.end() ? slot.choices.front() : *choice;
}

ChosenParts choose_parts(const std::string& combo, const menu::ComboSlots& slots, const std::vector<NewPart>& asked,
                         const SaleItems& items, const Place& place) {
    return PartChooser(combo, asked, items, place).of(slots);
}

std::vector<Money> share_price(Money price, const std::vector<Money>& own_prices) {
    std::vector<Money> weights;
    for (const Money own : own_prices) weights.push_back(std::max(own, Money()));
    return allocate(price, weights);
}

std::vector<Discount> share_discount(const Discount& discount, const std::vector<Money>& gross) {
    Money whole;
    for (const Money part : gross) whole += part;
    std::vector<Discount> shares;
    for (const Money share : allocate(discount_amount(discount, whole), gross)) shares.push_back(Discount::fixed(share));
    return shares;
}

}  // namespace cafepos::sales
