#include "combo_store.h"

#include "db/known.h"
#include "db/table.h"
#include "menu_store.h"

namespace cafepos::menu {
namespace store {

struct SlotRow {
    Id combo_id;
    int position = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SlotRow, (), (combo_id, position, name))

struct ChoiceRow {
    Id combo_id;
    int slot_position = 0;
    int position = 0;
    Id menu_item_id;
    Money price_delta;
    bool is_default = false;
};
BOOST_DESCRIBE_STRUCT(ChoiceRow, (), (combo_id, slot_position, position, menu_item_id, price_delta, is_default))

/// A choice with its slot and its item.
struct FoundChoice : ChoiceRow {
    std::string slot_name;
    std::string name;
    std::string size;
    bool is_archived = false;
};
BOOST_DESCRIBE_STRUCT(FoundChoice, (ChoiceRow), (slot_name, name, size, is_archived))

namespace {

const db::Table<SlotRow> slot_table{"combo_slots"};
const db::Table<ChoiceRow> choice_table{"combo_choices"};

const db::Query<FoundChoice> choices_of_combos{"menu.choices_of_combos", R"(
    SELECT c.combo_id, c.slot_position, c.position, c.menu_item_id, c.price_delta, c.is_default, s.name AS slot_name,
    i.name, i.size, CASE WHEN i.archived_at IS NULL THEN 0 ELSE 1 END AS is_archived
    FROM combo_choices c JOIN combo_slots s ON s.combo_id = c.combo_id AND s.position = c.slot_position
    JOIN menu_items i ON i.id = c.menu_item_id
    WHERE c.combo_id IN {$1} ORDER BY c.combo_id, c.slot_position, c.position)"};
const db::Query<std::string> combo_with{"menu.combo_with", R"(
    SELECT i.name FROM combo_choices c JOIN menu_items i ON i.id = c.combo_id
    WHERE c.menu_item_id = $1 AND i.archived_at IS NULL ORDER BY i.name LIMIT 1)"};
const db::Query<std::int64_t> group_count{"menu.option_group_count",
                                          "SELECT COUNT(*) FROM menu_item_option_groups WHERE menu_item_id = $1"};
// It reads recipe_ingredients of inventory, which lies above: a combo has none.
const db::Query<std::int64_t> ingredient_count{"menu.ingredient_count",
                                               "SELECT COUNT(*) FROM recipe_ingredients WHERE menu_item_id = $1"};
// Choices that have left the menu are still choices: whoever deletes the last one has not made the books wrong.
const db::Query<std::string> impossible_combos{"menu.impossible_combos", R"(
    SELECT DISTINCT i.name FROM menu_items i JOIN combo_slots s ON s.combo_id = i.id
    LEFT JOIN combo_choices c ON c.combo_id = s.combo_id AND c.slot_position = s.position
    LEFT JOIN menu_items p ON p.id = c.menu_item_id
    WHERE i.archived_at IS NULL AND (i.kind <> 'combo' OR c.menu_item_id IS NULL OR p.kind <> 'item') ORDER BY i.name)"};

const db::Statement delete_choices{"menu.delete_choices", "DELETE FROM combo_choices WHERE combo_id = $1"};
const db::Statement delete_slots{"menu.delete_slots", "DELETE FROM combo_slots WHERE combo_id = $1"};

}  // namespace

std::unordered_map<Id, ComboSlots> list_slots(db::Transaction& transaction, const std::vector<Id>& combo_ids) {
    std::unordered_map<Id, ComboSlots> combos;
    if (combo_ids.empty()) return combos;
    for (FoundChoice& row : transaction.query(choices_of_combos, db::list_of(combo_ids))) {
        ComboSlots& slots = combos[row.combo_id];
        if (row.position == 1) slots.push_back({row.slot_name, {}});
        slots.back().choices.push_back(
            {row.menu_item_id, row.price_delta, row.is_default, std::move(row.name), std::move(row.size), row.is_archived});
    }
    return combos;
}

void set_slots(db::Transaction& transaction, const Id& combo_id, const ComboSlots& slots) {
    transaction.defer(delete_choices, combo_id);
    transaction.defer(delete_slots, combo_id);
    std::vector<SlotRow> slot_rows;
    std::vector<ChoiceRow> choice_rows;
    for (const ComboSlot& slot : slots) {
        const int position = static_cast<int>(slot_rows.size()) + 1;
        slot_rows.push_back({combo_id, position, slot.name});
        int choice_position = 0;
        for (const ComboChoice& choice : slot.choices) {
            choice_rows.push_back(
                {combo_id, position, ++choice_position, choice.menu_item_id, choice.price_delta, choice.is_default});
        }
    }
    transaction.insert_all(slot_table, slot_rows);
    transaction.insert_all(choice_table, choice_rows);
}

std::optional<std::string> find_combo_with(db::Transaction& transaction, const Id& menu_item_id) {
    return transaction.query_one(combo_with, menu_item_id);
}

bool has_option_groups(db::Transaction& transaction, const Id& menu_item_id) {
    return transaction.query_only(group_count, menu_item_id) > 0;
}

bool has_recipe(db::Transaction& transaction, const Id& menu_item_id) {
    return transaction.query_only(ingredient_count, menu_item_id) > 0;
}

std::vector<std::string> verify_combos(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const std::string& name : transaction.query(impossible_combos)) {
        findings.push_back("Menu item " + name + ": nobody can choose the parts of this combo; give it its slots again");
    }
    return findings;
}

}  // namespace store

namespace {

const db::Known<Id, ComboSlots> known_combos{{{"combo_slots"}, {"combo_choices"}, {"menu_items"}}, store::list_slots};

}  // namespace

std::unordered_map<Id, ComboSlots> find_combos_for_sale(db::Transaction& transaction, const std::vector<Id>& combo_ids) {
    return known_combos.find(transaction, combo_ids);
}

void set_combo(db::Transaction& transaction, const Id& combo_id, const ComboSlots& slots) {
    store::set_slots(transaction, combo_id, slots);
}

}  // namespace cafepos::menu
