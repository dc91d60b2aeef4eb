#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "core/error.h"
#include "journal.h"
#include "json/value.h"
#include "store.h"

namespace cafepos::journal {
namespace {

constexpr std::int64_t page_entries = 500;
constexpr std::size_t findings_max = 1000;  // a chain that is broken everywhere is not told of entry by entry

std::string name_of(const Entry& entry) {
    return fmt::format("journal entry {} ({} {})", entry.sequence, entry.kind, entry.subject);
}

bool may_change_key(const Entry& entry) { return entry.kind == kind::key_changed || entry.kind == kind::key_lost; }

/// Walks through the chain and remembers only the last link.
class Walk {
public:
    explicit Walk(const Keyring& keys) : keys_(keys) {}

    void check(const Entry& entry) {
        if (entry.sequence != last_.sequence + 1) {
            const bool one = entry.sequence == last_.sequence + 2;
            say(one ? fmt::format("journal entry {} is missing", last_.sequence + 1)
                    : fmt::format("journal entries {} to {} are missing", last_.sequence + 1, entry.sequence - 1));
        } else {
            check_hash(entry);
        }
        if (entry.kind == kind::accepted) accepted_at_ = entry.sequence;
        last_ = head_of(entry);
    }
    void finish() {
        for (const auto& [id, range] : unknown_keys_) {
            if (range.second < accepted_at_) continue;
            say(fmt::format("journal entries {} to {} are kept with the key {}, which is not here: put it back into the key file",
                            range.first, range.second, id));
        }
    }
    void say(std::string finding) {
        if (findings_.size() < findings_max) findings_.push_back(std::move(finding));
    }
    std::vector<std::string> take() { return std::move(findings_); }

private:
    void check_hash(const Entry& entry) {
        const auto key = known(entry.key_id);
        if (!key) {
            const auto [range, is_new] = unknown_keys_.try_emplace(entry.key_id, entry.sequence, entry.sequence);
            range->second.second = entry.sequence;
        } else if (hash_of(entry, last_.hash, *key) != entry.hash) {
            say(name_of(entry) + " was changed, or the one before it");
        }
        if (last_.sequence > 0 && entry.key_id != last_.key_id && !may_change_key(entry)) {
            say(name_of(entry) + " has another key than the one before it");
        }
    }
    const std::optional<Key>& known(const std::string& id) {
        const auto found = known_.find(id);
        return found != known_.end() ? found->second : known_.emplace(id, keys_.find(id)).first->second;
    }

    const Keyring& keys_;
    Head last_;
    std::int64_t accepted_at_ = 0;  ///< a person has said that what was before can no longer be checked
    std::map<std::string, std::optional<Key>> known_;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> unknown_keys_;
    std::vector<std::string> findings_;
};

std::string number_in(const Entry& entry) {
    const json::Value record = json::parse(entry.record);
    for (const char* member : {"refund_number", "order_number", "number"}) {
        const json::Value* value = record.find(member);
        if (value != nullptr && value->if_string() != nullptr) return *value->if_string();
        if (value != nullptr) return json::print(*value);
    }
    return entry.subject;
}

void compare_with_books(db::Transaction& transaction, const std::vector<Entry>& entries, const Books& books, Walk& walk) {
    const auto records = books.records(transaction, entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string of_books = records[i] ? records[i]->text() : "";
        if (of_books == entries[i].record) continue;
        try {
            const std::string name =
                fmt::format("{} {} (journal entry {}): ", books.kind, number_in(entries[i]), entries[i].sequence);
            if (!records[i]) {
                walk.say(name + "it stands in the journal, but not in the books");
                continue;
            }
            for (const std::string& found : differences(of_books, entries[i].record)) walk.say(name + found);
        } catch (const Error&) {
            walk.say(name_of(entries[i]) + ": its record cannot be read");
        }
    }
}

void compare_with_books(db::Transaction& transaction, const std::vector<Entry>& page, const std::vector<Books>& all, Walk& walk) {
    for (const Books& books : all) {
        std::vector<Entry> entries;
        std::ranges::copy_if(page, std::back_inserter(entries), [&](const Entry& entry) { return entry.kind == books.kind; });
        if (!entries.empty()) compare_with_books(transaction, entries, books, walk);
    }
}

std::int64_t member_of(const json::Value* record, std::string_view name) {
    const json::Value* value = record == nullptr ? nullptr : record->find(name);
    const json::Number* number = value == nullptr ? nullptr : value->if_number();
    std::int64_t whole = 0;  // also where somebody has written more than a number can be
    if (number != nullptr) std::from_chars(number->text.data(), number->text.data() + number->text.size(), whole);
    return whole;
}

/// Null where somebody has spoilt it: its hash tells.
json::Value parsed(const std::string& record) {
    try {
        return json::parse(record);
    } catch (const Error&) {
        return {};
    }
}

/// What no entry tells of is what the journal found when it began.
void compare_unrecorded(db::Transaction& transaction, const std::vector<Books>& all, Walk& walk) {
    const auto first = store::find_entry(transaction, 1);
    const json::Value found = first && first->kind == kind::began ? parsed(first->record) : json::Value();
    for (const Books& books : all) {
        if (!books.unrecorded) continue;
        const Books::Unrecorded now = books.unrecorded(transaction);
        const json::Value* then = found.find(books.plural);
        const std::int64_t count = member_of(then, "count");
        const std::int64_t sum = member_of(then, "sum");
        if (now.count == count && now.sum == sum) continue;
        walk.say(fmt::format("{} {} without an entry of the journal, together {} minor units; it began with {}, together {}",
                             now.count, books.plural, now.sum, count, sum));
    }
}

}  // namespace

std::vector<std::string> verify(db::Transaction& transaction, const Keyring& keys, const std::vector<Books>& books,
                                const std::vector<Head>& outside, const std::function<void()>& checkpoint) {
    Walk walk(keys);
    for (std::int64_t last = 0;;) {
        const auto page = store::list_after(transaction, last, page_entries);
        if (page.empty()) break;
        checkpoint();
        for (const Entry& entry : page) walk.check(entry);
        compare_with_books(transaction, page, books, walk);
        last = page.back().sequence;
    }
    walk.finish();
    compare_unrecorded(transaction, books, walk);
    for (const Head& head : outside) {
        if (auto trouble = trouble_with(transaction, head)) walk.say(std::move(*trouble));
    }
    return walk.take();
}

std::optional<std::string> trouble_with(db::Transaction& transaction, const Head& outside) {
    const auto entry = store::find_entry(transaction, outside.sequence);
    if (entry && entry->hash == outside.hash) return std::nullopt;
    const auto head = store::find_head(transaction);
    if (entry) {
        return fmt::format("journal entry {} is not the one whose hash was kept outside the database ({})", outside.sequence,
                           outside.hash);
    }
    return fmt::format(
        "the journal ends with entry {}, though {} was kept outside the database: an older copy was restored, or its end was cut",
        head ? head->sequence : 0, outside.sequence);
}

bool is_linked(db::Transaction& transaction, const Keyring& keys, const Entry& entry) {
    const auto before = store::find_entry(transaction, entry.sequence - 1);
    const auto key = keys.find(entry.key_id);
    if (!key || (!before && entry.sequence != 1)) return false;
    return hash_of(entry, before ? before->hash : "", *key) == entry.hash;
}

std::optional<Proof> prove(db::Transaction& transaction, const Keyring& keys, std::string_view subject, const Books& books) {
    const auto entry = store::find_entry_about(transaction, subject, books.kind);
    if (!entry) return std::nullopt;
    Proof proof{*entry, is_linked(transaction, keys, *entry)};
    const auto record = books.records(transaction, {*entry}).front();
    if (!record) {
        proof.differences.emplace_back("it does not stand in the books");
        return proof;
    }
    try {
        proof.differences = differences(record->text(), entry->record);
    } catch (const Error&) {
        proof.differences.emplace_back("its record in the journal cannot be read");
    }
    return proof;
}

}  // namespace cafepos::journal
