#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.h"
#include "decode.h"

namespace cafepos::images {

/// A picture in the folder. URLs are those of GET /uploads/….
struct Saved {
    std::string file_name;      ///< "<item id>_<8 hex>.png": never used twice, so it may be cached for ever
    std::string image_url;      ///< "/uploads/menu_items/<file name>"
    std::string thumbnail_url;  ///< "/uploads/thumbnails/<file name>"
    std::int64_t file_bytes = 0;
};

struct SweepReport {
    int removed = 0;                         ///< files that nothing names, and remains of interrupted writes
    std::vector<std::string> missing_files;  ///< URLs that are named but have no file
};

/// The folder of the menu's pictures (UPLOAD_DIR): menu_items/ and, under the same names, thumbnails/. Several processes may
/// share it. A file is written before the transaction that names it and retired after the one that stops naming it; what a
/// crash leaves in between, `sweep` removes. Thread-safe; at most two pictures are decoded at once, the rest wait.
class Store {
public:
    /// Creates the folders. Throws std::filesystem::filesystem_error.
    Store(std::filesystem::path root, Limits limits, Random& random);

    [[nodiscard]] const Limits& limits() const { return limits_; }
    /// Error(file_too_large | invalid_file_type), see images::clean.
    CleanPicture clean(std::string_view bytes);
    /// Writes picture and thumbnail, each whole or not at all, and on disk when it returns.
    /// Error(storage_full); std::system_error if the folder cannot be written.
    Saved save(const CleanPicture& picture, const Id& item);
    /// The same under a name of its own ("latte": letters, digits, - and _), replacing an older one: for seeds.
    Saved save_as(const CleanPicture& picture, std::string_view base_name);
    /// Removes the picture behind an image_url and its thumbnail. URLs that are none of ours are ignored. Never throws.
    void remove(std::string_view image_url) noexcept;
    /// The same for whoever looks at it. But a backup that has begun may hold the row that named it, so it lies aside, in
    /// .replaced/, until a sweep finds it there longer than its `grace`.
    void retire(std::string_view image_url) noexcept;

    /// Removes files older than `grace` that no row names. Reads the names only after it has listed the files, so that a
    /// picture saved meanwhile is safe; `grace` must outlast the time between a picture's save and its commit elsewhere.
    SweepReport sweep(const std::function<std::vector<std::string>()>& named_urls, std::chrono::seconds grace);

    static std::string thumbnail_url(std::string_view image_url);  ///< "/menu_items/" becomes "/thumbnails/"

private:
    Saved write(const CleanPicture& picture, const std::string& file_name);
    std::filesystem::path root_;
    Limits limits_;
    Random& random_;
    std::counting_semaphore<2> decoders_{2};
};

}  // namespace cafepos::images
