#include "option_store.h"

#include <algorithm>
#include <unordered_set>

#include "core/text.h"
#include "db/known.h"
#include "db/table.h"
#include "menu_store.h"

namespace cafepos::menu {
namespace store {

struct IngredientRow : RecipeChange {
    Id option_id;
    int position = 0;
};
BOOST_DESCRIBE_STRUCT(IngredientRow, (RecipeChange), (option_id, position))

struct GroupName {
    Id id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupName, (), (id, name))

namespace {

const db::Table<OptionGroup> group_table{"option_groups"};
const db::Update<OptionGroup> group_update{"option_groups"};
const db::Table<Option> option_table{"menu_options"};
const db::Update<Option> option_update{"menu_options"};
const db::Table<IngredientRow> ingredient_table{"option_ingredients"};
const db::Table<Attachment> attachment_table{"menu_item_option_groups"};

const db::Query<OptionGroup> all_groups{"menu.option_groups",
                                        "SELECT {} FROM option_groups WHERE archived_at IS NULL ORDER BY sort_order, name, id"};
const db::Query<OptionGroup> group_of_id{"menu.option_group",
                                         "SELECT {} FROM option_groups WHERE id = $1 AND archived_at IS NULL"};
const db::Query<GroupName> names_of_groups{"menu.option_group_names", "SELECT {} FROM option_groups WHERE id IN {$1}"};
const db::Query<Option> options_of_groups{"menu.options_of_groups", R"(
    SELECT {} FROM menu_options WHERE group_id IN {$1} AND archived_at IS NULL ORDER BY sort_order, name, id)"};
const db::Query<Option> options_of_ids{"menu.options_of_ids", "SELECT {} FROM menu_options WHERE id IN {$1}"};
const db::Query<Option> option_of_id{"menu.option", "SELECT {} FROM menu_options WHERE id = $1 AND archived_at IS NULL"};
const db::Query<IngredientRow> ingredients_of_options{
    "menu.ingredients_of_options", "SELECT {} FROM option_ingredients WHERE option_id IN {$1} ORDER BY option_id, position"};
const db::Query<std::int64_t> options_with{"menu.options_with", R"(
    SELECT COUNT(DISTINCT option_id) FROM option_ingredients WHERE inventory_item_id = $1 OR replaced_item_id = $1)"};
const db::Query<Attachment> groups_attachments{"menu.attachments_of_group", R"(
    SELECT {a} FROM menu_item_option_groups a JOIN menu_items i ON i.id = a.menu_item_id
    WHERE a.group_id = $1 AND i.archived_at IS NULL ORDER BY a.menu_item_id)"};
const db::Query<OfferedGroup> offered_groups{"menu.offered_groups", R"(
    SELECT a.menu_item_id, g.id, g.name, COALESCE(a.min_choices, g.min_choices) AS min_choices,
    COALESCE(a.max_choices, g.max_choices) AS max_choices
    FROM menu_item_option_groups a JOIN option_groups g ON g.id = a.group_id
    WHERE a.menu_item_id IN {$1} ORDER BY a.menu_item_id, a.position)"};
const db::Query<Attachment> impossible_attachments{"menu.impossible_attachments", R"(
    SELECT a.menu_item_id, a.group_id, a.position, a.min_choices, a.max_choices
    FROM menu_item_option_groups a JOIN option_groups g ON g.id = a.group_id JOIN menu_items i ON i.id = a.menu_item_id
    WHERE i.archived_at IS NULL AND (g.archived_at IS NOT NULL
        OR COALESCE(a.min_choices, g.min_choices) > COALESCE(a.max_choices, g.max_choices)
        OR (SELECT COUNT(*) FROM menu_options o WHERE o.group_id = g.id AND o.archived_at IS NULL AND o.is_default = 1)
            > COALESCE(a.max_choices, g.max_choices))
    ORDER BY a.menu_item_id, a.position)"};

const db::Statement delete_ingredients{"menu.delete_option_ingredients", "DELETE FROM option_ingredients WHERE option_id = $1"};
const db::Statement delete_stock_item{"menu.delete_from_options",
                                      "DELETE FROM option_ingredients WHERE inventory_item_id = $1 OR replaced_item_id = $1"};
const db::Statement delete_attachments{"menu.delete_attachments", "DELETE FROM menu_item_option_groups WHERE menu_item_id = $1"};
const db::Statement detach_group{"menu.detach_group", "DELETE FROM menu_item_option_groups WHERE group_id = $1"};

void insert_ingredients(db::Transaction& transaction, const Option& option) {
    std::vector<IngredientRow> rows;
    for (const RecipeChange& change : option.ingredients) rows.push_back({change, option.id, static_cast<int>(rows.size()) + 1});
    transaction.insert_all(ingredient_table, rows);
}

/// Reads what these options do to recipes.
void load_ingredients(db::Transaction& transaction, const std::unordered_map<Id, std::vector<Option*>>& options) {
    if (options.empty()) return;
    std::vector<Id> ids;
    for (const auto& [id, copies] : options) ids.push_back(id);
    for (const IngredientRow& row : transaction.query(ingredients_of_options, db::list_of(ids))) {
        for (Option* option : options.at(row.option_id)) option->ingredients.push_back(row);
    }
}

/// Gives each group its options; the same group may be there several times.
template <class Group>
void load_options(db::Transaction& transaction, std::vector<Group>& groups) {
    if (groups.empty()) return;
    std::vector<Id> ids;
    for (const Group& group : groups) ids.push_back(group.id);
    std::unordered_map<Id, std::vector<Option>> options;
    for (Option& option : transaction.query(options_of_groups, db::list_of(ids))) {
        options[option.group_id].push_back(std::move(option));
    }
    for (Group& group : groups) group.options = options[group.id];
}

template <class Group>
void load_ingredients(db::Transaction& transaction, std::vector<Group>& groups) {
    std::unordered_map<Id, std::vector<Option*>> options;
    for (Group& group : groups) {
        for (Option& option : group.options) options[option.id].push_back(&option);
    }
    load_ingredients(transaction, options);
}

}  // namespace

std::vector<OptionGroup> list_groups(db::Transaction& transaction) {
    auto groups = transaction.query(all_groups);
    load_options(transaction, groups);
    load_ingredients(transaction, groups);
    return groups;
}

std::optional<OptionGroup> find_group(db::Transaction& transaction, const Id& id) {
    auto groups = transaction.query(group_of_id, id);
    if (groups.empty()) return std::nullopt;
    load_options(transaction, groups);
    load_ingredients(transaction, groups);
    return std::move(groups.front());
}

void insert(db::Transaction& transaction, const OptionGroup& group) {
    transaction.insert(group_table, group);
    transaction.insert_all(option_table, group.options);
    for (const Option& option : group.options) insert_ingredients(transaction, option);
}

void update(db::Transaction& transaction, const OptionGroup& before, const OptionGroup& after) {
    const auto has = [](const OptionGroup& group, const Id& id) {
        return std::ranges::any_of(group.options, [&](const Option& option) { return option.id == id; });
    };
    transaction.update(group_update, after);
    for (Option gone : before.options) {
        if (has(after, gone.id)) continue;
        gone.archived_at = after.updated_at;
        transaction.update(option_update, gone);
    }
    for (const Option& option : after.options) {
        if (has(before, option.id)) {
            transaction.update(option_update, option);
            transaction.defer(delete_ingredients, option.id);
        } else {
            transaction.insert(option_table, option);
        }
        insert_ingredients(transaction, option);
    }
}

void archive(db::Transaction& transaction, const OptionGroup& group, Timestamp now) {
    OptionGroup after = group;
    after.archived_at = after.updated_at = now;
    after.options.clear();
    update(transaction, group, after);
    transaction.defer(detach_group, group.id);
}

void set_attachments(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Attachment>& attachments) {
    transaction.defer(delete_attachments, menu_item_id);
    transaction.insert_all(attachment_table, attachments);
}

std::vector<Attachment> attachments_of_group(db::Transaction& transaction, const Id& group_id) {
    return transaction.query(groups_attachments, group_id);
}

std::vector<OfferedGroup> list_offered_groups(db::Transaction& transaction, const std::vector<Id>& menu_item_ids) {
    auto groups = transaction.query(offered_groups, db::list_of(menu_item_ids));
    load_options(transaction, groups);
    load_ingredients(transaction, groups);
    return groups;
}

std::optional<Option> find_option(db::Transaction& transaction, const Id& id) { return transaction.query_one(option_of_id, id); }

void set_availability(db::Transaction& transaction, const Option& option) { transaction.update(option_update, option); }

}  // namespace store

namespace {

/// Those that the items do not offer, with the names of their groups.
void load_others(db::Transaction& transaction, const std::unordered_set<Id>& ids, OptionsForSale& found) {
    if (ids.empty()) return;
    std::vector<Id> groups;
    for (Option& option : transaction.query(store::options_of_ids, db::list_of(ids))) {
        groups.push_back(option.group_id);
        found.others.emplace(option.id, std::move(option));
    }
    if (groups.empty()) return;
    for (store::GroupName& group : transaction.query(store::names_of_groups, db::list_of(groups))) {
        found.group_names.emplace(group.id, std::move(group.name));
    }
    std::unordered_map<Id, std::vector<Option*>> options;
    for (auto& [id, option] : found.others) options[id].push_back(&option);
    store::load_ingredients(transaction, options);
}

using OfferedGroups = std::unordered_map<Id, std::vector<OfferedGroup>>;

const db::Known<Id, std::vector<OfferedGroup>> known_groups{
    {{"menu_item_option_groups"}, {"option_groups"}, {"menu_options"}, {"option_ingredients"}},
    [](db::Transaction& transaction, const std::vector<Id>& menu_item_ids) {
        OfferedGroups groups;
        for (OfferedGroup& group : store::list_offered_groups(transaction, menu_item_ids)) {
            groups[group.menu_item_id].push_back(std::move(group));
        }
        return groups;
    }};

}  // namespace

OptionsForSale find_options_for_sale(db::Transaction& transaction, const std::vector<Id>& menu_item_ids,
                                     const std::vector<Id>& option_ids) {
    OptionsForSale found;
    found.groups = known_groups.find(transaction, menu_item_ids);
    std::unordered_set<Id> not_offered(option_ids.begin(), option_ids.end());
    for (const auto& [item, groups] : found.groups) {
        for (const OfferedGroup& group : groups) {
            for (const Option& option : group.options) not_offered.erase(option.id);
        }
    }
    load_others(transaction, not_offered, found);
    return found;
}

std::optional<Id> find_group_by_name(db::Transaction& transaction, const std::string& name) {
    const auto groups = transaction.query(store::all_groups);
    const auto found = std::ranges::find_if(groups, [&](const OptionGroup& group) { return text::same(group.name, name); });
    if (found == groups.end()) return std::nullopt;
    return found->id;
}

OptionGroup create_group(db::Transaction& transaction, OptionGroup group, Timestamp now, IdSource& ids) {
    group.id = ids.next();
    group.created_at = group.updated_at = now;
    for (Option& option : group.options) {
        option.id = ids.next();
        option.group_id = group.id;
    }
    store::insert(transaction, group);
    return group;
}

void offer_groups(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Id>& group_ids) {
    std::vector<store::Attachment> attachments;
    for (const Id& group : group_ids) {
        attachments.push_back({menu_item_id, group, static_cast<int>(attachments.size()) + 1, {}, {}});
    }
    store::set_attachments(transaction, menu_item_id, attachments);
}

std::int64_t count_options_with(db::Transaction& transaction, const Id& inventory_item_id) {
    return transaction.query_only(store::options_with, inventory_item_id);
}

void remove_from_options(db::Transaction& transaction, const Id& inventory_item_id) {
    transaction.defer(store::delete_stock_item, inventory_item_id);
}

std::vector<std::string> verify_options(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const store::Attachment& attachment : transaction.query(store::impossible_attachments)) {
        findings.push_back("Menu item " + attachment.menu_item_id.text() + ": nobody can choose from its option group " +
                           attachment.group_id.text() + "; give the item its groups again");
    }
    return findings;
}

}  // namespace cafepos::menu
