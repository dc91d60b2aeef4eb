#pragma once

#include <optional>
#include <vector>

#include "db/database.h"
#include "entry.h"

/// journal_entries: rows are added and never touched again.
namespace cafepos::journal::store {

/// The end of the chain, read once per batch; empty while there is none.
std::optional<Head> find_head(db::Transaction& transaction);
/// The entry that follows the head.
void insert(db::Transaction& transaction, const Entry& entry);

std::optional<Entry> find_entry(db::Transaction& transaction, std::int64_t sequence);
/// The only one of its kind about that subject, or the last.
std::optional<Entry> find_entry_about(db::Transaction& transaction, std::string_view subject, std::string_view kind);
/// In their order.
std::vector<Entry> list_after(db::Transaction& transaction, std::int64_t sequence, std::int64_t limit);
std::vector<Entry> list_about(db::Transaction& transaction, std::string_view subject);

}  // namespace cafepos::journal::store
