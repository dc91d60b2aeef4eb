#include "picture_change.h"

#include "item_store.h"

namespace cafepos::menu {

void PendingPicture::commit(const std::function<void()>& write) {
    try {
        write();
    } catch (const db::DatabaseError& error) {
        if (error.failure() != db::Failure::outcome_unknown) store_.remove(saved_.image_url);
        throw;
    } catch (...) {
        store_.remove(saved_.image_url);
        throw;
    }
}

void drop_picture(db::Database& database, images::Store& store, const std::optional<std::string>& image_url) {
    if (!image_url) return;
    try {
        const bool named =
            database.reading([&](db::Transaction& transaction) { return store::is_image_named(transaction, *image_url); });
        if (!named) store.retire(*image_url);
    } catch (const db::DatabaseError&) {  // NOLINT(bugprone-empty-catch): see below
        // The change itself is committed and must be answered as such; the sweep finds the file.
    }
}

}  // namespace cafepos::menu
