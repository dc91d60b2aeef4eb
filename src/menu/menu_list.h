#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "db/database.h"

namespace cafepos::menu {

/// The whole menu as the JSON that GET /menu_items answers, made once for each version of the menu. Every answer first asks
/// the database for the version, so it is right whichever process changed the menu. Thread-safe.
class MenuList {
public:
    struct Text {
        std::int64_t version = 0;
        std::string json;  ///< a MenuItemList
        std::string etag;
    };
    std::shared_ptr<const Text> current(db::Transaction& transaction);

private:
    std::mutex mutex_;
    std::shared_ptr<const Text> text_;
};

}  // namespace cafepos::menu
