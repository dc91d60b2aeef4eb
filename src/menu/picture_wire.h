#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/id.h"

namespace cafepos::menu {

inline constexpr Code upload_failed{ErrorKind::invalid, "UPLOAD_FAILED"};

/// Body and query of POST /upload/image.
struct UploadFields {
    std::optional<std::string> menu_item_id;
};
BOOST_DESCRIBE_STRUCT(UploadFields, (), (menu_item_id))

struct PicturedItem {
    Id id;
    std::string name;
    std::string size;
    std::optional<std::string> imageUrl;
};
BOOST_DESCRIBE_STRUCT(PicturedItem, (), (id, name, size, imageUrl))

struct UploadedPicture {
    Id menu_item_id;
    std::string filename;
    std::string original_filename;
    std::string image_url;
    std::string thumbnail_url;
    std::int64_t file_size = 0;  ///< of the cleaned picture, as it is served
    PicturedItem menu_item;
};
BOOST_DESCRIBE_STRUCT(UploadedPicture, (),
                      (menu_item_id, filename, original_filename, image_url, thumbnail_url, file_size, menu_item))

/// A file of POST /upload/bulk-images that found its item; all sizes of the name show it.
struct MatchedFile {
    bool success = true;
    std::string filename;  ///< the client's
    Id menu_item_id;       ///< the first size
    std::string menu_item_name;
    std::string image_url;
    std::string thumbnail_url;
    std::int64_t file_size = 0;
    std::vector<Id> menu_item_ids;
};
BOOST_DESCRIBE_STRUCT(MatchedFile, (),
                      (success, filename, menu_item_id, menu_item_name, image_url, thumbnail_url, file_size, menu_item_ids))

struct RefusedFile {
    bool success = false;
    std::string filename;
    std::string error;
};
BOOST_DESCRIBE_STRUCT(RefusedFile, (), (success, filename, error))

struct BulkPictures {
    int uploaded = 0;
    int failed = 0;
    std::vector<MatchedFile> results;
    std::vector<RefusedFile> errors;
};
BOOST_DESCRIBE_STRUCT(BulkPictures, (), (uploaded, failed, results, errors))

struct ManagedItem {
    Id id;
    std::string name;
    std::string size;
    std::string category;
    std::optional<std::string> imageUrl;
    bool hasImage = false;
    std::optional<std::string> thumbnailUrl;
};
BOOST_DESCRIBE_STRUCT(ManagedItem, (), (id, name, size, category, imageUrl, hasImage, thumbnailUrl))

struct ManagedPictures {
    std::vector<ManagedItem> items;
    std::map<std::string, std::vector<ManagedItem>> grouped_items;  ///< by name
    int total_items = 0;
    int items_with_images = 0;
    int items_without_images = 0;
};
BOOST_DESCRIBE_STRUCT(ManagedPictures, (), (items, grouped_items, total_items, items_with_images, items_without_images))

struct RemovedPicture {
    Id menu_item_id;
};
BOOST_DESCRIBE_STRUCT(RemovedPicture, (), (menu_item_id))

}  // namespace cafepos::menu
