#pragma once

#include <functional>
#include <optional>
#include <string>

#include "db/database.h"
#include "images/store.h"

namespace cafepos::menu {

/// A picture on disk that no row names yet.
class PendingPicture {
public:
    PendingPicture(images::Store& store, images::Saved saved) : store_(store), saved_(std::move(saved)) {}
    [[nodiscard]] const images::Saved& saved() const { return saved_; }
    /// Runs the write that names it. If that fails the file goes again, except when nobody knows whether it failed: then the
    /// sweep will tell.
    void commit(const std::function<void()>& write);

private:
    images::Store& store_;
    images::Saved saved_;
};

/// Removes the files of a picture that was replaced or removed, unless another item shows it too.
void drop_picture(db::Database& database, images::Store& store, const std::optional<std::string>& image_url);

}  // namespace cafepos::menu
