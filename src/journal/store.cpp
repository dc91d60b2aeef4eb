#include "store.h"

#include "db/known.h"
#include "db/table.h"

namespace cafepos::journal::store {
namespace {

const db::Table<Entry> entry_table{"journal_entries"};
const db::Counted<int, Head> heads;  // one
const db::Query<Head> select_head{"journal.head",
                                  "SELECT {} FROM journal_entries ORDER BY journal_entries.sequence DESC LIMIT 1"};
const db::Query<Entry> select_entry{"journal.entry", "SELECT {} FROM journal_entries WHERE sequence = $1"};
const db::Query<Entry> select_about_kind{"journal.entry_about", R"(
    SELECT {} FROM journal_entries WHERE subject = $1 AND kind = $2 ORDER BY sequence DESC LIMIT 1)"};
const db::Query<Entry> select_about{"journal.about", "SELECT {} FROM journal_entries WHERE subject = $1 ORDER BY sequence"};
const db::Query<Entry> select_after{
    "journal.after", "SELECT {} FROM journal_entries WHERE sequence > $1 ORDER BY sequence LIMIT CAST($2 AS BIGINT)"};

}  // namespace

std::optional<Head> find_head(db::Transaction& transaction) {
    if (const Head* head = heads.find(transaction, 0)) return *head;
    auto head = transaction.query_one(select_head);
    if (head) heads.keep(transaction, 0, *head);
    return head;
}

void insert(db::Transaction& transaction, const Entry& entry) {
    transaction.insert(entry_table, entry);
    heads.keep(transaction, 0, head_of(entry));
}

std::optional<Entry> find_entry(db::Transaction& transaction, std::int64_t sequence) {
    return transaction.query_one(select_entry, sequence);
}

std::optional<Entry> find_entry_about(db::Transaction& transaction, std::string_view subject, std::string_view kind) {
    return transaction.query_one(select_about_kind, subject, kind);
}

std::vector<Entry> list_after(db::Transaction& transaction, std::int64_t sequence, std::int64_t limit) {
    return transaction.query(select_after, sequence, limit);
}

std::vector<Entry> list_about(db::Transaction& transaction, std::string_view subject) {
    return transaction.query(select_about, subject);
}

}  // namespace cafepos::journal::store
