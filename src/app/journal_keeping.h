#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config.h"
#include "db/database.h"
#include "journal/journal.h"

namespace cafepos::app {

/// What the journal is compared with: the books of every slice.
std::vector<journal::Books> all_books();

/// JOURNAL_KEY_FILE, or DATA_DIR/journal.key.
std::filesystem::path journal_key_file(const Config& config);
/// ConfigError, in words for the owner, if it is there and cannot be used. Makes none.
void check_journal_key(const Config& config);

/// DATA_DIR/journal.head: the head that is kept outside the database. Empty while there is none, or where it is damaged.
std::optional<journal::Head> kept_head(const Config& config);
void keep_head(const Config& config, const journal::Head& head);

/// What the chain says of this café's keys and the head outside; empty: all is well. For people.
std::string journal_trouble(db::Transaction& transaction, const journal::Keyring& keys,
                            const std::optional<journal::Head>& outside);

/// Begins the journal where there is none, with a key that is made for it. Where the key is gone: an embedded café opens all
/// the same and goes on with a new one, which an entry says (trouble() of the watch until a person accepts it); on a server,
/// where another machine has the key, it is a ConfigError that says what to do.
void begin_journal(db::Database& database, const journal::Journal& journal, journal::Keyring& keys, Random& random);

/// Keeps the head outside the database and says whether what was kept still fits. Thread-safe.
class JournalWatch {
public:
    JournalWatch(const Config& config, db::Database& database, const journal::Journal& journal, const journal::Keyring& keys)
        : config_(config), database_(database), journal_(journal), keys_(keys) {}

    void look();
    /// The head that was committed last, durably into the file, if it is a newer one. Not while something is wrong: what was
    /// kept is what tells of it.
    void keep();
    [[nodiscard]] std::string trouble() const;  ///< as of the last look

private:
    const Config& config_;
    db::Database& database_;
    const journal::Journal& journal_;
    const journal::Keyring& keys_;
    mutable std::mutex mutex_;
    std::string trouble_;
    std::int64_t kept_ = 0;
};

}  // namespace cafepos::app
