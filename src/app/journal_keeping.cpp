#include "journal_keeping.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <system_error>

#include "drawers/drawers.h"
#include "files/files.h"
#include "journal/store.h"
#include "sales/sales.h"

namespace cafepos::app {
namespace {

std::filesystem::path head_file(const Config& config) { return std::filesystem::path(config.data_dir) / "journal.head"; }

std::optional<journal::Head> head_now(db::Database& database) {
    return database.reading([](db::Transaction& transaction) { return journal::store::find_head(transaction); });
}

/// The keys of the chain that are not here, unless a person has accepted that.
std::string missing_keys(db::Transaction& transaction, const journal::Keyring& keys) {
    std::string missing;
    for (const journal::Entry& entry : journal::store::list_about(transaction, "journal")) {
        if (entry.kind == journal::kind::accepted) missing.clear();
        if (!keys.find(entry.key_id)) missing = entry.key_id;
    }
    return missing;
}

}  // namespace

std::vector<journal::Books> all_books() {
    std::vector<journal::Books> books = sales::journal_books();
    std::ranges::move(drawers::journal_books(), std::back_inserter(books));
    return books;
}

std::filesystem::path journal_key_file(const Config& config) {
    return config.journal_key_file.empty() ? std::filesystem::path(config.data_dir) / "journal.key"
                                           : std::filesystem::path(config.journal_key_file);
}

void check_journal_key(const Config& config) {
    const std::string named = config.journal_key_file.empty() ? "" : "JOURNAL_KEY_FILE: ";
    const auto folder = journal_key_file(config).parent_path();
    if (!named.empty() && !folder.empty() && !std::filesystem::is_directory(folder))
        throw ConfigError(named + "there is no folder " + folder.string() + ": make it, or name another file");
    try {
        const journal::Keyring keys(journal_key_file(config));
    } catch (const std::invalid_argument& error) {
        throw ConfigError(named + error.what());
    } catch (const std::system_error& error) {
        throw ConfigError(named + journal_key_file(config).string() + ": the journal's key file is there but cannot be read: " +
                          error.code().message() + ". Run CafePOS as the user who owns that file");
    }
}

std::optional<journal::Head> kept_head(const Config& config) {
    if (!std::filesystem::exists(head_file(config))) return std::nullopt;
    return journal::parse_head(files::content_of(head_file(config)));
}

void keep_head(const Config& config, const journal::Head& head) {
    files::write_durably(head_file(config), journal::text_of(head) + "\n", files::for_its_owner, files::Existing::replace);
}

std::string journal_trouble(db::Transaction& transaction, const journal::Keyring& keys,
                            const std::optional<journal::Head>& outside) {
    if (outside) {
        if (const auto trouble = journal::trouble_with(transaction, *outside)) return *trouble;
    }
    const std::string missing = missing_keys(transaction, keys);
    return missing.empty() ? "" : "the journal's key " + missing + " is gone: what it signed cannot be checked";
}

void begin_journal(db::Database& database, const journal::Journal& journal, journal::Keyring& keys, Random& random) {
    const auto head = head_now(database);
    if (head && keys.find(head->key_id)) return;
    const bool is_lost = head.has_value();
    if (is_lost && database.engine() == db::Database::Engine::postgres) {
        throw ConfigError("The journal in this database is kept with the key " + head->key_id + ", which is not in " +
                          keys.file().string() +
                          ": copy the key file of the machine that has it there, or set JOURNAL_KEY_FILE. " +
                          "If nobody has it any more: cafepos journal rotate --key-lost");
    }
    const auto key = is_lost || !keys.newest() ? keys.make(random) : *keys.newest();
    if (is_lost) spdlog::error("the journal's key {} is gone; it goes on with the new key {}", head->key_id, key.id);
    database.write([&](db::Transaction& transaction) {
        journal::begin(transaction, journal, all_books());
        if (is_lost) journal.change_key(transaction, journal::kind::key_lost, key, {});
    });
    // Another process on the same server may have been first.
    if (!keys.find(head_now(database).value().key_id)) return begin_journal(database, journal, keys, random);
}

void JournalWatch::look() {
    const auto outside = kept_head(config_);
    const std::string trouble =
        database_.reading([&](db::Transaction& transaction) { return journal_trouble(transaction, keys_, outside); });
    const std::lock_guard lock(mutex_);
    if (!trouble.empty() && trouble != trouble_) spdlog::error("journal: {}", trouble);
    trouble_ = trouble;
}

void JournalWatch::keep() {
    const auto head = journal_.committed();
    const std::lock_guard lock(mutex_);
    if (!head || head->sequence <= kept_ || !trouble_.empty()) return;
    const auto kept = kept_head(config_);
    if (!kept || kept->sequence < head->sequence) keep_head(config_, *head);
    kept_ = head->sequence;
}

std::string JournalWatch::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

}  // namespace cafepos::app
