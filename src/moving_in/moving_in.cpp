#include "moving_in.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "files/files.h"
#include "goods.h"
#include "inventory/inventory_store.h"
#include "menu/menu_store.h"
#include "older_rows.h"
#include "orders.h"
#include "people.h"

namespace cafepos::moving_in {
namespace {

/// Ends the transaction of what was only tried.
struct OnlyTried {};

void require_new(db::Transaction& transaction) {
    const auto users = staff::store::list_users(transaction);
    const bool has_staff = users.size() > 1 || (users.size() == 1 && !staff::store::unused_first_admin(transaction));
    const bool has_goods = !menu::categories(transaction).empty() || inventory::has_items(transaction);
    if (!has_staff && !has_goods) return;
    throw NotNew("This café has " + std::string(has_staff ? "staff" : "a menu or stock") +
                 " already: the older server's data goes into a new one (another DATA_DIR or DATABASE_URL)");
}

/// "/uploads/menu_items/latte.png", with or without its first slash, in the older server's folder; empty for what leads
/// elsewhere.
std::optional<std::filesystem::path> file_of(const std::filesystem::path& folder, std::string_view url) {
    if (url.starts_with('/')) url.remove_prefix(1);
    constexpr std::string_view uploads = "uploads/";
    if (url.starts_with(uploads)) url.remove_prefix(uploads.size());
    const std::filesystem::path below(url);
    const bool leaves = below.is_absolute() || std::ranges::find(below, "..") != below.end();
    if (folder.empty() || below.empty() || leaves) return std::nullopt;
    return folder / below;
}

/// The pictures in our folder for as long as they are needed: gone again unless they are kept.
class MovedPictures {
public:
    MovedPictures(images::Store& store, const Request& request) : store_(store), request_(request) {}
    ~MovedPictures() {
        for (const auto& [path, url] : urls_) {
            if (!url.empty()) store_.remove(url);
        }
    }
    MovedPictures(const MovedPictures&) = delete;
    MovedPictures& operator=(const MovedPictures&) = delete;

    void add(const OlderMenuItem& item, IdSource& ids) {
        if (!item.image_url || urls_.contains(*item.image_url)) return;
        const auto file = file_of(request_.pictures, *item.image_url);
        if (!file || !std::filesystem::is_regular_file(*file)) return;
        try {
            const auto picture = store_.clean(files::content_of(*file));
            urls_[*item.image_url] = request_.dry_run ? "" : store_.save(picture, ids.next()).image_url;
        } catch (const Error&) {
            return;  // no picture: its item says so
        }
    }
    [[nodiscard]] const Pictures& urls() const { return urls_; }
    void keep() { urls_.clear(); }

private:
    images::Store& store_;
    const Request& request_;
    Pictures urls_;
};

void note_unreadable(const OlderServer& older, Report& report) {
    for (const Unreadable& row : older.unreadable) report.impossible.push_back({row.row, row.reason});
}

void move_all(db::Transaction& transaction, const OlderServer& older, const Pictures& pictures, const Tools& tools,
              Report& report) {
    const Workshop& workshop = tools.workshop;
    require_new(transaction);
    note_unreadable(older, report);
    const Moved moved{move_people(transaction, older, workshop, report),
                      move_menu(transaction, older, pictures, workshop, report)};
    move_stock(transaction, older, tools.ledger, report);
    move_orders(transaction, older, moved, workshop, report);
    workshop.audit.record(transaction, audit::system_origin(), {.action = "cafe.moved_in", .entity = "cafe"});
}

}  // namespace

void Report::count(const std::string& what, std::int64_t how_many) {
    const auto found = std::ranges::find(came, what, &std::pair<std::string, std::int64_t>::first);
    if (found == came.end()) return came.emplace_back(what, how_many), void();
    found->second += how_many;
}

Report move_in(const Tools& tools, const Request& request) {
    tools.workshop.database.read(require_new);
    const OlderServer older = read_older_server(request.url, request.answer_seconds_max);
    MovedPictures pictures(tools.pictures, request);
    for (const OlderMenuItem& item : older.menu_items) pictures.add(item, tools.workshop.ids);
    Report report;
    try {
        tools.workshop.database.write([&](db::Transaction& transaction) {
            report = {};
            move_all(transaction, older, pictures.urls(), tools, report);
            if (request.dry_run || (!report.impossible.empty() && !request.leave_out)) throw OnlyTried();
        });
        report.is_stored = true;
        pictures.keep();
    } catch (const OnlyTried&) {
        report.is_stored = false;
    }
    return report;
}

}  // namespace cafepos::moving_in
