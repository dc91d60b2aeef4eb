#include "journal.h"

#include "core/error.h"
#include "store.h"

namespace cafepos::journal {

Key Journal::key_for(const std::optional<Head>& head) const {
    const auto key = head ? keys_.find(head->key_id) : keys_.newest();
    if (key) return *key;
    throw Error::field(Code::not_ready, "", "journal_key",
                       head ? "The journal is kept with the key " + head->key_id +
                                  ", which is not here: copy the key file of the machine that has it"
                            : "The journal has no key yet");
}

void Journal::append(db::Transaction& transaction, std::string_view kind, std::string_view subject, const Record& record) const {
    const auto head = store::find_head(transaction);
    link(transaction, head, kind, subject, record, key_for(head));
}

void Journal::change_key(db::Transaction& transaction, std::string_view kind, const Key& key, Record record) const {
    record.add("new_key", key.id);
    const auto head = store::find_head(transaction);
    // With the new key, of which the old one's last word cannot speak; the chain itself joins the two.
    link(transaction, head, kind, "journal", record, key);
}

void Journal::link(db::Transaction& transaction, const std::optional<Head>& head, std::string_view kind, std::string_view subject,
                   const Record& record, const Key& key) const {
    Entry entry;
    entry.sequence = head ? head->sequence + 1 : 1;
    entry.at = clock_.now();
    entry.kind = kind;
    entry.subject = subject;
    entry.key_id = key.id;
    entry.record = record.text();
    entry.hash = hash_of(entry, head ? head->hash : "", key);
    store::insert(transaction, entry);
    transaction.after_commit([this, committed = head_of(entry)] {
        const std::lock_guard lock(mutex_);
        committed_ = committed;
    });
}

std::optional<Head> Journal::committed() const {
    const std::lock_guard lock(mutex_);
    return committed_;
}

void begin(db::Transaction& transaction, const Journal& journal, const std::vector<Books>& books) {
    if (store::find_head(transaction)) return;
    Record record;
    record.add("version", 1);
    for (const Books& some : books) {
        if (some.unrecorded) record.add(some.plural, record_of(some.unrecorded(transaction)));
    }
    journal.append(transaction, kind::began, "journal", record);
}

}  // namespace cafepos::journal
