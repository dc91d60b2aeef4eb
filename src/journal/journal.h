#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "db/database.h"
#include "entry.h"
#include "keyring.h"
#include "record.h"

/// The journal: each money event appends one entry, in its own transaction, to a chain of keyed hashes in the order of the
/// writer. Who has not the key can change nothing of it unnoticed. docs/adr/0036-journal.md.
namespace cafepos::journal {

/// Adds entries. Thread-safe; outlives whoever holds it.
class Journal {
public:
    Journal(const Clock& clock, const Keyring& keys) : clock_(clock), keys_(keys) {}

    /// The entry of an event, in the transaction of the event itself; one insert and nothing read but the head, once per batch.
    /// Error(not_ready) where the key that the chain is kept with is not here: no money is taken without an entry.
    void append(db::Transaction& transaction, std::string_view kind, std::string_view subject, const Record& record) const;
    /// From here on the chain is kept with this key. `kind` says why.
    void change_key(db::Transaction& transaction, std::string_view kind, const Key& key, Record record) const;
    /// The last entry that this process has committed; empty if there is none yet.
    [[nodiscard]] std::optional<Head> committed() const;
    [[nodiscard]] const Keyring& keys() const { return keys_; }

private:
    [[nodiscard]] Key key_for(const std::optional<Head>& head) const;
    void link(db::Transaction& transaction, const std::optional<Head>& head, std::string_view kind, std::string_view subject,
              const Record& record, const Key& key) const;

    const Clock& clock_;
    const Keyring& keys_;
    mutable std::mutex mutex_;
    mutable std::optional<Head> committed_;
};

/// What some slice's books say of the events of one kind.
struct Books {
    std::string_view kind;
    /// The record of each of these entries as the books make it now; empty where they have no such thing.
    std::function<std::vector<std::optional<Record>>(db::Transaction&, const std::vector<Entry>&)> records;
    /// What stands in the books without an entry: older than the journal, or put there past it.
    struct Unrecorded {
        std::int64_t count = 0;
        std::int64_t sum = 0;  ///< of its amounts, in minor units
    };
    std::function<Unrecorded(db::Transaction&)> unrecorded = {};
    std::string_view plural;  ///< "orders": for people, and the member of the first entry that holds what was unrecorded then
};
BOOST_DESCRIBE_STRUCT(Books::Unrecorded, (), (count, sum))

/// The first entry: what the books hold that no entry tells of. Does nothing where there is a journal already.
void begin(db::Transaction& transaction, const Journal& journal, const std::vector<Books>& books);

/// Checks each link, then each entry against the books, then the books against the entries; names every difference. Streams:
/// memory does not grow with the chain. `outside` are heads kept elsewhere. The checkpoint is called now and then.
std::vector<std::string> verify(
    db::Transaction& transaction, const Keyring& keys, const std::vector<Books>& books, const std::vector<Head>& outside,
    const std::function<void()>& checkpoint = [] {});

/// What a head that was kept outside says of the chain; empty: it is in it.
std::optional<std::string> trouble_with(db::Transaction& transaction, const Head& outside);

/// One entry alone.
struct Proof {
    Entry entry;
    bool is_linked = false;                     ///< its hash follows from the entry before it, with a key that is known
    std::vector<std::string> differences = {};  ///< of the books from it
    [[nodiscard]] bool holds() const { return is_linked && differences.empty(); }
};
std::optional<Proof> prove(db::Transaction& transaction, const Keyring& keys, std::string_view subject, const Books& books);
bool is_linked(db::Transaction& transaction, const Keyring& keys, const Entry& entry);

}  // namespace cafepos::journal
