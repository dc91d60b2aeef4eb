#include "option_rules.h"

#include <algorithm>
#include <map>

namespace cafepos::sales {
namespace {

class Chooser {
public:
    Chooser(const menu::OptionsForSale& offered, const std::vector<NewLineOption>& asked, const Place& place, Timestamp now,
            Defaults defaults)
        : offered_(offered), asked_(asked), place_(place), now_(now), defaults_(defaults) {
        for (const NewLineOption& one : asked) quantities_[one.option_id] += one.quantity;
    }

    ChosenOptions of(const Id& menu_item_id) {
        const auto groups = offered_.groups.find(menu_item_id);
        if (groups != offered_.groups.end()) {
            for (const menu::OfferedGroup& group : groups->second) take_of(group);
        }
        for (std::size_t i = 0; i < asked_.size(); ++i) take_other(i);
        return std::move(chosen_);
    }

private:
    void take_of(const menu::OfferedGroup& group) {
        const bool by_default = defaults_ == Defaults::taken && !is_asked_for(group);
        int choices = 0;
        for (const menu::Option& option : group.options) {
            const int quantity = by_default ? (option.is_default ? 1 : 0) : quantity_of(option.id);
            quantities_.erase(option.id);
            if (quantity > option.max_quantity) {
                fault(option_limit, "option_limit", group.name + " has at most " + times(option.max_quantity) + option.name);
            }
            if (quantity == 0) continue;
            ++choices;
            take(option, group.name, quantity);
        }
        if (choices < group.min_choices) {
            fault(option_required, "option_required", group.name + " needs at least " + std::to_string(group.min_choices));
        }
        if (group.max_choices && choices > *group.max_choices) {
            fault(option_limit, "option_limit", group.name + " has at most " + std::to_string(*group.max_choices));
        }
    }

    /// Also by an option that the group had once: who asks for it wants no default beside it.
    [[nodiscard]] bool is_asked_for(const menu::OfferedGroup& group) const {
        return std::ranges::any_of(quantities_, [&](const auto& asked) {
            const auto once = offered_.others.find(asked.first);
            return std::ranges::find(group.options, asked.first, &menu::Option::id) != group.options.end() ||
                   (once != offered_.others.end() && once->second.group_id == group.id);
        });
    }

    /// What is left is of no group that the item has. It is named; if it was one once, the line has it.
    void take_other(std::size_t index) {
        const auto left = quantities_.find(asked_[index].option_id);
        if (left == quantities_.end()) return;
        const int quantity = left->second;
        const auto known = offered_.others.find(left->first);
        quantities_.erase(left);
        if (quantity == 0) return;
        const std::string field = path() + "[" + std::to_string(index) + "].optionId";
        if (known == offered_.others.end()) {
            return fault_at(field, option_unknown, "option_unknown", "is not an option of its item");
        }
        const std::string& group = offered_.group_names.at(known->second.group_id);
        fault_at(field, option_unknown, "option_unknown", known->second.name + " of " + group + " is not an option of its item");
        take(known->second, group, quantity);
    }

    void take(const menu::Option& option, const std::string& group_name, int quantity) {
        const int position = static_cast<int>(chosen_.options.size()) + 1;
        chosen_.options.push_back({{}, position, {}, option.id, group_name, option.name, option.price_delta, quantity});
        chosen_.price += option.price_delta * quantity;
        for (menu::RecipeChange change : option.ingredients) {
            if (change.effect == menu::RecipeEffect::adds) change.amount = change.amount * quantity;
            chosen_.changes.push_back(std::move(change));
        }
        if (!menu::is_available_at(option, now_)) chosen_.sold_out.push_back(option.name);
    }

    int quantity_of(const Id& option) const {
        const auto found = quantities_.find(option);
        return found == quantities_.end() ? 0 : found->second;
    }

    static std::string times(int quantity) { return std::to_string(quantity) + " × "; }
    std::string path() const { return place_.field + ".options"; }
    void fault(Code code, const char* detail_code, const std::string& what) { fault_at(path(), code, detail_code, what); }
    void fault_at(const std::string& field, Code code, const char* detail_code, const std::string& what) {
        chosen_.faults.push_back(sales::fault_at(place_, field, code, detail_code, what));
    }

    const menu::OptionsForSale& offered_;
    const std::vector<NewLineOption>& asked_;
    const Place& place_;
    Timestamp now_;
    Defaults defaults_;
    std::map<Id, int> quantities_;  ///< asked for, and not taken yet
    ChosenOptions chosen_;
};

}  // namespace

Place place_of(std::size_t line) { return {line, "items[" + std::to_string(line) + "]"}; }

LineFault fault_at(const Place& place, const std::string& field, Code code, const char* detail_code, const std::string& what) {
    return {code, {field, detail_code, "Line " + std::to_string(place.line + 1) + ": " + what + " (" + field + ")"}};
}

Error refusal_of(const std::vector<LineFault>& faults) {
    std::vector<FieldError> details;
    for (const LineFault& fault : faults) details.push_back(fault.detail);
    return Error::fields(faults.front().code, std::move(details));
}

ChosenOptions choose_options(const menu::OptionsForSale& offered, const Id& menu_item_id, const std::vector<NewLineOption>& asked,
                             const Place& place, Timestamp now, Defaults defaults) {
    return Chooser(offered, asked, place, now, defaults).of(menu_item_id);
}

}  // namespace cafepos::sales
