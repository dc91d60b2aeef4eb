#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.h"
#include "options.h"

/// Groups of options in the database; what writes is for the caller's write transaction.
namespace cafepos::menu::store {

/// What is not archived, with its options and what they do, by sort order and name.
std::vector<OptionGroup> list_groups(db::Transaction& transaction);
std::optional<OptionGroup> find_group(db::Transaction& transaction, const Id& id);
/// With its options.
void insert(db::Transaction& transaction, const OptionGroup& group);
/// Stores `after` in place of `before`; options that it has no more are archived.
void update(db::Transaction& transaction, const OptionGroup& before, const OptionGroup& after);
/// Out of the menu, with its options, and off every item.
void archive(db::Transaction& transaction, const OptionGroup& group, Timestamp now);

/// That an item has a group, with limits of its own where they are not empty.
struct Attachment {
    Id menu_item_id;
    Id group_id;
    int position = 0;
    std::optional<int> min_choices;
    std::optional<int> max_choices;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (menu_item_id, group_id, position, min_choices, max_choices))
void set_attachments(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Attachment>& attachments);
std::vector<Attachment> attachments_of_group(db::Transaction& transaction, const Id& group_id);

/// The groups of these items, each item's in its order, with the options that are not archived and what they do.
std::vector<OfferedGroup> list_offered_groups(db::Transaction& transaction, const std::vector<Id>& menu_item_ids);

/// Unless it is archived; without its ingredients.
std::optional<Option> find_option(db::Transaction& transaction, const Id& id);
void set_availability(db::Transaction& transaction, const Option& option);

}  // namespace cafepos::menu::store
