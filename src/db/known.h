#pragma once

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "database.h"
#include "memory.h"

namespace cafepos::db {

namespace detail {
void register_known(const std::vector<KnownTable>& tables);
void register_counted(const std::string& table);
}  // namespace detail

/// As many keys as a Known remembers: clients can ask for what nobody has.
inline constexpr std::size_t known_keys_max = 20'000;

/// What every sale looks up and few commands change, by key. The writer remembers what it has found until a row of these
/// tables is written, by whomever: docs/adr/0031-what-the-writer-knows.md. Elsewhere (in a read, after such a write) it is looked
/// up each time. Declare it as a constant beside the store's statements, like them:
///
///     const db::Known<Id, Till> known_tills{{{"tills"}}, [](db::Transaction& transaction, const std::vector<Id>& ids) { … }};
///
/// `tables` are all that its look-up reads; the migrations give each the trigger `known_rows_changed`, and a test holds the two
/// together. What depends on the clock is no matter of the look-up.
template <class Key, class Value>
class Known {
public:
    using Found = std::unordered_map<Key, Value>;
    /// Keys that it does not find are remembered as unknown.
    using LookUp = Found (*)(Transaction&, const std::vector<Key>&);

    Known(const std::vector<KnownTable>& tables, LookUp look_up) : look_up_(look_up) { detail::register_known(tables); }
    Known(const Known&) = delete;
    Known& operator=(const Known&) = delete;
    ~Known() = default;

    /// What is known of these keys; of no others.
    Found find(Transaction& transaction, const std::vector<Key>& keys) const {
        if (keys.empty()) return {};
        Memory* const memory = memory_of(transaction, Memory::Life::until_changed);
        if (memory == nullptr) return look_up_(transaction, keys);
        auto& entries = memory->of<Entries>(this, Memory::Life::until_changed);
        if (entries.size() >= known_keys_max) entries.clear();
        remember_missing(transaction, keys, entries);
        Found found;
        for (const Key& key : keys) {
            if (const auto& value = entries.at(key)) found.emplace(key, *value);
        }
        return found;
    }
    std::optional<Value> find(Transaction& transaction, const Key& key) const {
        auto found = find(transaction, std::vector<Key>{key});
        return found.empty() ? std::nullopt : std::optional<Value>(std::move(found.begin()->second));
    }

private:
    using Entries = std::unordered_map<Key, std::optional<Value>>;

    void remember_missing(Transaction& transaction, const std::vector<Key>& keys, Entries& entries) const {
        std::vector<Key> missing;
        for (const Key& key : keys) {
            if (!entries.contains(key)) missing.push_back(key);
        }
        if (missing.empty()) return;
        Found looked_up = look_up_(transaction, missing);
        for (const Key& key : missing) {
            const auto found = looked_up.find(key);
            entries[key] = found == looked_up.end() ? std::nullopt : std::optional<Value>(found->second);
        }
    }

    LookUp look_up_;
};

/// The one answer to a question without a key: all stations, the settings.
template <class Value>
class KnownOne {
public:
    using LookUp = Value (*)(Transaction&);
    KnownOne(const std::vector<KnownTable>& tables, LookUp look_up) : look_up_(look_up) { detail::register_known(tables); }
    KnownOne(const KnownOne&) = delete;
    KnownOne& operator=(const KnownOne&) = delete;
    ~KnownOne() = default;

    Value find(Transaction& transaction) const {
        Memory* const memory = memory_of(transaction, Memory::Life::until_changed);
        if (memory == nullptr) return look_up_(transaction);
        auto& value = memory->of<std::optional<Value>>(this, Memory::Life::until_changed);
        if (!value) value = look_up_(transaction);
        return *value;
    }

private:
    LookUp look_up_;
};

/// The rows that commands of one batch read and write one after another: a counter, the day that was reached. They belong to
/// whoever holds the store's lock, so what the batch has read or written is what stands there. The owner's functions read and
/// write them through this alone.
template <class Key, class Value>
class Counted {
public:
    Counted() = default;
    /// Of a table that others write too: whoever writes it other than by a Gathered change makes all be forgotten.
    explicit Counted(const std::string& table) { detail::register_counted(table); }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() = default;

    /// Null unless this batch has read or written it.
    const Value* find(Transaction& transaction, const Key& key) const {
        Memory* const memory = memory_of(transaction, Memory::Life::batch);
        if (memory == nullptr) return nullptr;
        const auto& entries = memory->of<Entries>(this, Memory::Life::batch);
        const auto found = entries.find(key);
        return found == entries.end() ? nullptr : &found->second;
    }
    void keep(Transaction& transaction, const Key& key, Value value) const {
        Memory* const memory = memory_of(transaction, Memory::Life::batch);
        if (memory != nullptr) memory->of<Entries>(this, Memory::Life::batch).insert_or_assign(key, std::move(value));
    }

private:
    using Entries = std::unordered_map<Key, Value>;
};

}  // namespace cafepos::db
