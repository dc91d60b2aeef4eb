#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "on_server.h"
#include "reports_oracle.h"
#include "testing/server.h"

namespace cafepos::testing {

/// Two business days of a café, lived over HTTP on a server of its own: sales by four people, in cash, by card and by voucher,
/// with discounts, two taxes, rounded cash and a wrong price; refunds on the day of the sale and on the day after; voids and a
/// deletion. The day between passes by moving the café's clock: it begins in a zone where it is still yesterday.
class ReportsStory {
public:
    ReportsStory();

    [[nodiscard]] ServerProcess& server() { return server_; }
    [[nodiscard]] Client as(const std::string& username) const { return server_.client_as(username); }
    [[nodiscard]] std::string yesterday() const;
    [[nodiscard]] std::string today() const;
    /// The day so many days after today.
    [[nodiscard]] std::string day(int days_later) const;
    [[nodiscard]] const std::string& item(const std::string& name) const { return items_.at(name); }
    [[nodiscard]] const std::string& username(const std::string& id) const { return usernames_.at(id); }
    /// The orders as they are now.
    [[nodiscard]] WireOracle oracle() const;

    /// Lines "latte 2, bagel 1"; `more`: further members of the body, each after a comma. The order of the answer.
    Json sell(const std::string& username, const std::string& lines, const std::string& method, const std::string& more = "");
    void refund(const std::string& username, const Json& order, const std::string& body);
    void void_order(const Json& order);

private:
    void set_up_shop();
    void end_the_day();
    void add_item(const std::string& key, const std::string& fields, std::int64_t recipe_cents = 0);
    void live_yesterday();
    void live_today();

    ShopClock clock_;
    ServerProcess server_;
    std::map<std::string, std::string> items_;
    std::map<std::string, std::string> usernames_;
    std::map<std::string, std::int64_t> unit_costs_;
    std::map<std::string, Json> sold_;
};

/// Tests on such a story, one for each suite. What a test adds to today, the next one sees.
class OnReportsStory : public ::testing::Test {
protected:
    static void SetUpTestSuite();
    static void TearDownTestSuite();
    static ReportsStory& story() { return *story_; }
    static Client& manager() { return *manager_; }

    /// What a manager is answered; it must be a success.
    static Json data(const std::string& target);
    /// One day, some days, a year and more; without anything, and with everything.
    static std::vector<Window> windows();
    /// Each of them with each payment method, and with each of these categories.
    static std::vector<Window> with_filters(const std::vector<std::string>& categories = {""});
    static std::string name_of(const Window& window);

private:
    static inline std::unique_ptr<ReportsStory> story_;
    static inline std::unique_ptr<Client> manager_;
};

using CsvRows = std::vector<std::vector<std::string>>;
/// RFC 4180: rows end with CRLF, cells may be quoted.
CsvRows csv_rows(const std::string& text);

// What groups are made by.
std::string by_date(const Happening& happening);
std::string by_hour(const Happening& happening);
std::string by_week(const Happening& happening);
std::string by_month(const Happening& happening);
std::string by_method(const Happening& happening);
std::string by_staff(const Happening& happening);
std::string by_product(const LineOfSale& line);  ///< name and category, over all sizes
std::string by_item(const LineOfSale& line);
std::string by_category(const LineOfSale& line);

}  // namespace cafepos::testing
