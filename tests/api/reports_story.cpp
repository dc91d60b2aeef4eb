#include "reports_story.h"

#include <chrono>
#include <sstream>
#include <utility>

namespace cafepos::testing {
namespace {

/// Two zones such that it is yesterday in the one and today in the other, and midnight is an hour away in both at least.
ShopClock clock_around_midnight() {
    const auto hour = static_cast<int>(SystemClock().now().ms / 3'600'000 % 24);
    if (hour <= 10) return {.hours_ahead_before = -2 - hour, .hours_ahead_after = 10 - hour};
    return {.hours_ahead_before = 14 - hour, .hours_ahead_after = 24 - hour};
}

/// Zones named so count the other way round.
std::string zone_ahead_by(int hours) {
    if (hours == 0) return "Etc/GMT";
    return hours > 0 ? "Etc/GMT-" + std::to_string(hours) : "Etc/GMT+" + std::to_string(-hours);
}

}  // namespace

ReportsStory::ReportsStory()
    : clock_(clock_around_midnight()),
      server_(ServerSettings{.environment = {{"TIMEZONE", zone_ahead_by(clock_.hours_ahead_before)}}}) {
    set_up_shop();
    live_yesterday();
    const auto reply =
        as("manager").put("/settings", R"({"general":{"timezone":")" + zone_ahead_by(clock_.hours_ahead_after) + R"("}})");
    expect_success(reply);
    end_the_day();
    clock_.changed = Timestamp::parse(reply["timestamp"].text()).value();
    live_today();
}

/// A zone acts from the next day on, which is hours away: the owner says that it is here.
void ReportsStory::end_the_day() {
    server_.stop();
    const auto trusted = server_.run({"trust-clock"});
    EXPECT_EQ(trusted.exit_code, 0) << trusted.output;
    server_.start();
}

void ReportsStory::set_up_shop() {
    Client admin = as("admin");
    expect_success(admin.put("/settings", R"({"pos":{"paymentMethods":["cash","card","voucher"],"roundingMode":"nearest_nickel",)"
                                          R"("taxes":[{"name":"Sales tax","rate":8,"categories":[]},)"
                                          R"({"name":"Food","rate":5.5,"categories":["Pastries"]}]}})"));
    add_item("latte", R"("name":"Wire Latte","size":"Large","price":4.35,"category":"Coffee")", 25);
    add_item("small", R"("name":"Wire Latte","size":"Small","price":3.15,"category":"Coffee")");
    add_item("bagel", R"("name":"Wire Bagel","size":"Regular","price":3.25,"category":"Pastries")");
    add_item("cake", R"("name":"Wire Cake","size":"Slice","price":5.05,"category":"Pastries")", 110);
    add_item("tea", R"("name":"Wire Tea","size":"Regular","price":2.75,"category":"Tea")");
    add_item("formula", R"("name":"=1+1","size":"Regular","price":2.1,"category":"+Odd")");
    const auto users = admin.get("/users")["data"]["users"];
    for (std::size_t i = 0; i < users.size(); ++i) usernames_[users[i]["id"].text()] = users[i]["username"].text();
}

void ReportsStory::add_item(const std::string& key, const std::string& fields, std::int64_t recipe_cents) {
    Client admin = as("admin");
    const auto reply = admin.post("/menu_items", "{" + fields + "}");
    expect_success(reply, 201);
    const std::string id = items_[key] = reply["data"]["id"].text();
    if (recipe_cents == 0) return;
    const auto stock = admin.post("/inventory", R"({"name":"Stock of )" + key + R"(","currentStock":1000,"unit":"pieces",)" +
                                                    R"("costPerUnit":)" + Money::of(recipe_cents).text() + "}");
    expect_success(stock, 201);
    expect_success(admin.put(
        "/menu_items/" + id + "/recipe",
        R"({"ingredients":[{"inventoryItemId":")" + stock["data"]["inventory_item"]["id"].text() + R"(","quantity":1}]})"));
    unit_costs_[id] = recipe_cents;
}

void ReportsStory::live_yesterday() {
    sold_["S1"] = sell("cashier", "latte 2, bagel 1", "cash", R"(,"customerName":"Ada")");
    sold_["S2"] = sell("trainee", "tea 3, formula 1", "card");
    sold_["S3"] = sell("cashier", "latte 1, cake 2", "card", R"(,"discountType":"percentage","discountValue":10)");
    sell("manager", "small 4", "voucher");
    void_order(sell("cashier", "bagel 5", "cash"));
    sell("admin", "formula 7", "cash");
    const std::string latte = sold_["S1"]["items"][0]["id"].text();
    refund("manager", sold_["S1"], R"({"items":[{"orderItemId":")" + latte + R"(","quantity":1}],"reason":"Cold"})");
}

void ReportsStory::live_today() {
    sell("cashier", "latte 3, tea 1", "cash", R"(,"discountAmount":0.75,"customerName":"ada")");
    sell("trainee", "small 1, bagel 2", "card", R"(,"customerName":"Bob","customerEmail":"bob@example.org")");
    const Json mispriced = sell("cashier", "latte 1", "cash", R"(,"subtotal":1,"taxAmount":0.08,"total":1.08)");
    EXPECT_TRUE(mispriced["flagged"].boolean());
    const Json kept = sell("manager", "cake 1, formula 2", "card");
    void_order(sell("cashier", "tea 9", "card"));
    const Json deleted = sell("cashier", "tea 2", "cash");
    expect_success(as("manager").del("/orders/" + deleted["id"].text()));
    refund("admin", sold_["S3"], R"({"amount":2,"reason":"Dry cake","refundMethod":"cash"})");
    refund("manager", sold_["S2"], R"({"items":["all"],"reason":"Not served"})");
    const std::string cake = kept["items"][0]["id"].text();
    refund("manager", kept, R"({"items":[{"orderItemId":")" + cake + R"(","quantity":1}],"reason":"Old"})");
    expect_success(as("cashier").put("/orders/" + kept["id"].text(), R"({"customerName":"Carl"})"));
}

Json ReportsStory::sell(const std::string& username, const std::string& lines, const std::string& method,
                        const std::string& more) {
    std::string items;
    std::istringstream words(lines);
    std::string name;
    int quantity = 0;
    char comma = 0;
    while (words >> name >> quantity) {
        if (!items.empty()) items += ",";
        items += R"({"productId":")" + item(name) + R"(","quantity":)" + std::to_string(quantity) + "}";
        words >> comma;
    }
    const auto reply =
        as(username).post("/orders", R"({"items":[)" + items + R"(],"paymentMethod":")" + method + "\"" + more + "}");
    expect_success(reply, 201);
    return reply["data"]["order"];
}

void ReportsStory::refund(const std::string& username, const Json& order, const std::string& body) {
    expect_success(as(username).post("/orders/" + order["id"].text() + "/refund", body));
}

void ReportsStory::void_order(const Json& order) {
    expect_success(as("manager").post("/orders/" + order["id"].text() + "/void", R"({"reason":"Wrong table"})"));
}

std::string ReportsStory::yesterday() const { return day(-1); }
std::string ReportsStory::today() const { return clock_.date(clock_.changed); }
std::string ReportsStory::day(int days_later) const { return Date::parse(today()).value().plus_days(days_later).text(); }

WireOracle ReportsStory::oracle() const {
    Client manager = as("manager");
    return {manager, clock_, unit_costs_};
}

void OnReportsStory::SetUpTestSuite() {
    story_ = std::make_unique<ReportsStory>();
    manager_ = std::make_unique<Client>(story_->as("manager"));
}
void OnReportsStory::TearDownTestSuite() {
    manager_.reset();
    story_.reset();
}

Json OnReportsStory::data(const std::string& target) {
    const auto reply = manager().get(target);
    expect_success(reply);
    return reply["data"];
}

std::vector<Window> OnReportsStory::windows() {
    const auto days = [](int first, int last) { return Window{story().day(first), story().day(last)}; };
    return {days(0, 0),    days(-1, -1), days(-1, 0),      days(-6, 0),      days(-29, 29),
            days(-365, 0), days(1, 31),  days(-800, -400), days(-3'000, 600)};
}

std::vector<Window> OnReportsStory::with_filters(const std::vector<std::string>& categories) {
    std::vector<Window> all;
    for (const Window& window : windows()) {
        for (const char* method : {"", "cash", "card", "voucher"}) {
            for (const auto& category : categories) all.push_back({window.first, window.last, method, category});
        }
    }
    return all;
}

std::string OnReportsStory::name_of(const Window& window) {
    return window.first + " to " + window.last + " " + window.method + " " + window.category;
}

CsvRows csv_rows(const std::string& text) {
    CsvRows rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    const std::string byte_order_mark = "\xEF\xBB\xBF";
    EXPECT_TRUE(text.starts_with(byte_order_mark)) << "spreadsheets would take it for other letters";
    for (std::size_t i = byte_order_mark.size(); i < text.size(); ++i) {
        const bool doubled = quoted && text.compare(i, 2, R"("")") == 0;
        if (doubled)
            row.back() += text[i++];
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == ',')
            row.emplace_back();
        else if (!quoted && text.compare(i, 2, "\r\n") == 0) {
            rows.push_back(std::exchange(row, std::vector<std::string>(1)));
            ++i;
        } else
            row.back() += text[i];
    }
    EXPECT_EQ(row, std::vector<std::string>(1)) << "the last row does not end";
    return rows;
}

std::string by_date(const Happening& happening) { return happening.date; }
std::string by_hour(const Happening& happening) { return std::to_string(happening.hour); }
std::string by_week(const Happening& happening) {
    const Date date = Date::parse(happening.date).value();
    return date.plus_days(1 - static_cast<int>(std::chrono::weekday(date.days()).iso_encoding())).text();
}
std::string by_month(const Happening& happening) { return happening.date.substr(0, 7); }
std::string by_method(const Happening& happening) { return happening.method; }
std::string by_staff(const Happening& happening) { return happening.staff_id; }
std::string by_item(const LineOfSale& line) { return line.item_id; }
std::string by_product(const LineOfSale& line) { return line.name + "/" + line.category; }
std::string by_category(const LineOfSale& line) { return line.category; }

}  // namespace cafepos::testing
