#include "store.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "core/error.h"
#include "files/files.h"

namespace cafepos::images {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view url_prefix = "/uploads/menu_items/";
constexpr const char* pictures_folder = "menu_items";
constexpr const char* thumbnails_folder = "thumbnails";
constexpr const char* replaced_folder = ".replaced";  // known to src/backup, too; what begins with a dot is served to nobody

void write_whole(const fs::path& path, std::string_view bytes) {
    try {
        files::write_durably(path, bytes, files::for_everybody, files::Existing::replace);
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::no_space_on_device || error.code().value() == EDQUOT)
            throw Error::field(Code::storage_full, "", "disk_full", "There is no space left to store the picture");
        throw;
    }
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

// The file name behind one of our URLs; empty if it is another's.
std::string_view name_in(std::string_view image_url) {
    if (!image_url.starts_with(url_prefix)) return {};
    image_url.remove_prefix(url_prefix.size());
    return is_plain_name(image_url) ? image_url : std::string_view();
}

bool is_older_than(const fs::path& path, std::chrono::seconds grace) {
    std::error_code error;
    const auto written = fs::last_write_time(path, error);
    return !error && fs::file_time_type::clock::now() - written >= grace;
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file()) names.insert(entry.path().filename().string());
    }
    return names;
}

}  // namespace

Store::Store(fs::path root, Limits limits, Random& random) : root_(std::move(root)), limits_(std::move(limits)), random_(random) {
    files::make_folder(root_ / pictures_folder);
    files::make_folder(root_ / thumbnails_folder);
}

CleanPicture Store::clean(std::string_view bytes) {
    decoders_.acquire();
    struct Release {
        std::counting_semaphore<2>& decoders;
        ~Release() { decoders.release(); }
    } release{decoders_};
    return images::clean(bytes, limits_);
}

Saved Store::save(const CleanPicture& picture, const Id& item) {
    return write(picture, item.text() + "_" + random_.hex(4) + "." + std::string(extension_of(picture.kind)));
}

Saved Store::save_as(const CleanPicture& picture, std::string_view base_name) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (base_name.empty() || base_name.find_first_not_of(allowed) != std::string_view::npos) {
        throw std::logic_error("a picture's name is letters, digits, - and _");
    }
    return write(picture, std::string(base_name) + "." + std::string(extension_of(picture.kind)));
}

Saved Store::write(const CleanPicture& picture, const std::string& file_name) {
    Saved saved{.file_name = file_name,
                .image_url = std::string(url_prefix) + file_name,
                .thumbnail_url = {},
                .file_bytes = static_cast<std::int64_t>(picture.original.size())};
    saved.thumbnail_url = thumbnail_url(saved.image_url);
    try {
        write_whole(root_ / thumbnails_folder / file_name, picture.thumbnail);
        write_whole(root_ / pictures_folder / file_name, picture.original);
    } catch (...) {
        remove(saved.image_url);
        throw;
    }
    return saved;
}

void Store::remove(std::string_view image_url) noexcept {
    const auto name = name_in(image_url);
    if (name.empty()) return;
    std::error_code ignored;  // what stays behind, the sweep finds
    fs::remove(root_ / pictures_folder / name, ignored);
    fs::remove(root_ / thumbnails_folder / name, ignored);
}

void Store::retire(std::string_view image_url) noexcept {
    const auto name = name_in(image_url);
    if (name.empty()) return;
    for (const char* folder : {pictures_folder, thumbnails_folder}) {
        const fs::path picture = root_ / folder / name;
        std::error_code error;
        fs::create_directories(root_ / replaced_folder / folder, error);
        fs::last_write_time(picture, fs::file_time_type::clock::now(), error);
        fs::rename(picture, root_ / replaced_folder / folder / name, error);
        if (error) fs::remove(picture, error);
    }
}

SweepReport Store::sweep(const std::function<std::vector<std::string>()>& named_urls, std::chrono::seconds grace) {
    const auto pictures = names_in(root_ / pictures_folder);
    const auto thumbnails = names_in(root_ / thumbnails_folder);
    SweepReport report;
    std::set<std::string, std::less<>> named;
    for (const auto& url : named_urls()) {
        const auto name = name_in(url);
        if (name.empty()) continue;
        named.emplace(name);
        if (!fs::exists(root_ / pictures_folder / name)) report.missing_files.push_back(url);
    }
    const auto remove_unnamed = [&](const fs::path& folder, const std::set<std::string>& names) {
        for (const auto& name : names) {
            std::error_code error;
            const fs::path path = root_ / folder / name;
            if (!named.contains(name) && is_older_than(path, grace) && fs::remove(path, error)) ++report.removed;
        }
    };
    remove_unnamed(pictures_folder, pictures);
    remove_unnamed(thumbnails_folder, thumbnails);
    named.clear();
    for (const char* folder : {pictures_folder, thumbnails_folder}) {
        const fs::path aside = fs::path(replaced_folder) / folder;
        if (fs::exists(root_ / aside)) remove_unnamed(aside, names_in(root_ / aside));
    }
    return report;
}

std::string Store::thumbnail_url(std::string_view image_url) {
    constexpr std::string_view from = "/menu_items/";
    std::string url(image_url);
    const auto at = url.find(from);
    if (at != std::string::npos) url.replace(at, from.size(), "/thumbnails/");
    return url;
}

}  // namespace cafepos::images
