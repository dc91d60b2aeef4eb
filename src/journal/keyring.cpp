#include "keyring.h"

#include <algorithm>
#include <stdexcept>

#include "files/files.h"

namespace cafepos::journal {
namespace {

constexpr std::size_t key_bytes = 32;

Key new_key(Random& random) {
    std::string bytes(key_bytes, '\0');
    random.fill(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
    return key_of(std::move(bytes));
}

}  // namespace

Keyring::Keyring(std::filesystem::path file) : file_(std::move(file)), keys_(read()) {}

std::vector<Key> Keyring::read() const {
    if (!std::filesystem::exists(file_)) return {};
    try {
        return parse_keys(files::content_of(file_));
    } catch (const std::invalid_argument& error) {
        throw std::invalid_argument(file_.string() + ": the journal's key file is damaged (" + error.what() +
                                    "). Put back your copy of it");
    }
}

std::optional<Key> Keyring::find(std::string_view id) const {
    const std::lock_guard lock(mutex_);
    const auto known = [&] { return std::ranges::find(keys_, id, &Key::id); };
    if (known() == keys_.end() && !file_.empty()) keys_ = read();
    const auto found = known();
    return found == keys_.end() ? std::nullopt : std::optional<Key>(*found);
}

std::optional<Key> Keyring::newest() const {
    const std::lock_guard lock(mutex_);
    return keys_.empty() ? std::nullopt : std::optional<Key>(keys_.back());
}

Key Keyring::make(Random& random) {
    const std::lock_guard lock(mutex_);
    keys_ = read();
    std::vector<Key> keys = keys_;
    keys.push_back(new_key(random));
    const auto existing = keys_.empty() ? files::Existing::keep : files::Existing::replace;
    const bool made = files::write_durably(file_, text_of(keys), files::for_its_owner, existing);
    keys_ = made ? keys : read();
    return keys_.back();
}

}  // namespace cafepos::journal
