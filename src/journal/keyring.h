#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "rules.h"

namespace cafepos::journal {

/// The keys of the journal, which lie in a file of their own, apart from everything that a backup holds. Thread-safe.
class Keyring {
public:
    /// std::system_error or std::invalid_argument, naming the file, if it is there and cannot be used.
    explicit Keyring(std::filesystem::path file);
    /// Keys that are in no file, for tests.
    explicit Keyring(std::vector<Key> keys) : keys_(std::move(keys)) {}

    /// Of a key that it does not know it looks into the file again: another process may have added it.
    [[nodiscard]] std::optional<Key> find(std::string_view id) const;
    /// The one in use; empty while there is none.
    [[nodiscard]] std::optional<Key> newest() const;
    /// Makes one, durably in the file (mode 0600) behind those that it has, before it is used. Of several processes that make
    /// the first at once, one does and the others get that.
    Key make(Random& random);
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    [[nodiscard]] std::vector<Key> read() const;

    std::filesystem::path file_;
    mutable std::mutex mutex_;
    mutable std::vector<Key> keys_;
};

}  // namespace cafepos::journal
