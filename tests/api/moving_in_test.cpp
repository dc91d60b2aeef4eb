#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "on_server.h"
#include "testing/postgres_admin.h"
#include "testing/source.h"
#include "testing/temporary.h"

namespace cafepos::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string fixture() {
    std::ostringstream out;
    out << std::ifstream(source_root() / "tests/api/older_server.sql").rdbuf();
    return out.str();
}

/// A database of the older server for as long as the test runs.
class OlderServer {
public:
    OlderServer() {
        postgres::create_database(name_, "template0");
        execute(fixture());
    }
    ~OlderServer() { postgres::drop_database(name_); }
    OlderServer(const OlderServer&) = delete;
    OlderServer& operator=(const OlderServer&) = delete;

    [[nodiscard]] std::string url() const { return postgres::url_of(name_); }
    void execute(const std::string& sql) const { postgres::execute(url(), sql); }

private:
    std::string name_ = "older_" + unique_name();
};

/// A new café that has been started once.
class MovingIn : public ::testing::Test {
protected:
    MovingIn() { cafe.stop(); }

    CommandResult import(std::vector<std::string> options = {}) {
        options.insert(options.begin(), {"import", "legacy", older.url()});
        return cafe.run(options);
    }
    void expect_sound_books() {
        const auto verified = cafe.run({"verify"});
        EXPECT_EQ(verified.exit_code, 0) << verified.output;
        const auto journal = cafe.run({"journal", "verify"});
        EXPECT_EQ(journal.exit_code, 0) << journal.output;
    }
    HttpReply sign_in_by_pin(const std::string& pin) {
        return cafe.client().post("/auth/login", R"({"pinCode": ")" + pin + "\"}");
    }
    Json order(Client& client, const std::string& id_end) {
        return client.get("/orders/e0000000-0000-4000-8000-0000fa848a" + id_end)["data"]["order"];
    }
    Json summary(Client& client, const std::string& day) {
        return client.get("/reports/daily-sales?date=" + day)["data"]["summary"];
    }

    OlderServer older;
    ServerProcess cafe{{.demo = false, .environment = {{"TIMEZONE", "UTC"}}}};
};

TEST_F(MovingIn, ADryRunSaysEachRowAndStoresNothing) {
    for (int run = 0; run < 2; ++run) {
        const auto said = import({"--dry-run"});
        EXPECT_EQ(said.exit_code, 0) << said.output;
        EXPECT_THAT(said.output, AllOf(HasSubstr("6 users"), HasSubstr("4 menu items"), HasSubstr("3 stock items"),
                                       HasSubstr("9 orders"), HasSubstr("took 52.61"), HasSubstr("nothing is stored")));
        EXPECT_THAT(said.output,
                    AllOf(HasSubstr("user Cashier: signs in as Cashier2"), HasSubstr("Espresso (Single): is there twice"),
                          HasSubstr("order ORD2611213333: its total is 2.00 off")));
    }
    EXPECT_THAT(cafe.run({"user", "list"}).output, Not(HasSubstr("manager")));
}

TEST_F(MovingIn, StaffSignInAsEver) {
    ASSERT_EQ(import().exit_code, 0);
    expect_sound_books();
    cafe.start();
    EXPECT_EQ(sign_in_by_pin("1234")["data"]["user"]["username"].text(), "admin");
    EXPECT_EQ(sign_in_by_pin("1234").status, 200) << "and again, as any other PIN";
    EXPECT_EQ(sign_in_by_pin("9999").status, 401);
    EXPECT_EQ(sign_in_by_pin("3456").status, 401) << "of who is inactive";
    const auto shared = sign_in_by_pin("4567");
    EXPECT_EQ(shared.status, 409);
    EXPECT_THAT(shared.body, HasSubstr("Several people"));
    for (const char* name : {"admin", "manager", "cashier", "Cashier2"}) EXPECT_NO_THROW(cafe.client_as(name)) << name;

    Client admin = cafe.client_as("admin");
    const std::string taken = R"({"username":"newcomer","password":"correct-horse","firstName":"N","lastName":"C",
                                  "email":"n@example.org","pinCode":"2345"})";
    EXPECT_EQ(admin.post("/users", taken).status, 409) << "the manager has that PIN, though he has not used it here yet";
    EXPECT_EQ(sign_in_by_pin("2345")["data"]["user"]["username"].text(), "manager");
    EXPECT_THAT(admin.get("/roles").body, HasSubstr("barista"));
    EXPECT_THAT(cafe.client_as("cashier").get("/auth/me").body, HasSubstr("sales.refund"));
}

TEST_F(MovingIn, OrdersAreOnTheirDaysWithWhatTheyTook) {
    ASSERT_EQ(import().exit_code, 0);
    cafe.start();
    Client admin = cafe.client_as("admin");
    const Json first = summary(admin, "2026-11-20");
    EXPECT_EQ(first["totalRevenue"].text(), "23.07");
    EXPECT_EQ(first["totalTransactions"].text(), "3");
    EXPECT_EQ(first["taxCollected"].text(), "1.71");
    EXPECT_EQ(first["discountsGiven"].text(), "0.88");
    EXPECT_EQ(summary(admin, "2026-11-21")["totalRevenue"].text(), "24.95");
    EXPECT_EQ(summary(admin, "2026-11-21")["totalTransactions"].text(), "4");
    EXPECT_EQ(summary(admin, "2026-11-22")["totalRevenue"].text(), "-4.59");
    EXPECT_EQ(summary(admin, "2024-03-05")["totalRevenue"].text(), "4.59");

    EXPECT_EQ(order(admin, "51")["order_number"].text(), "ORD-20261120-0001");
    EXPECT_EQ(order(admin, "51")["created_at"].text(), "2026-11-20T09:15:00.893Z");
    EXPECT_THAT(order(admin, "51")["notes"].text(), AllOf(HasSubstr("ORD2611201A2B"), Not(HasSubstr("4111 1111"))));
    EXPECT_EQ(order(admin, "51")["change_given"].text(), "10.82");
    EXPECT_EQ(order(admin, "52")["discount_reason"].text(), "Regular guest");
    EXPECT_EQ(order(admin, "54")["status"].text(), "refunded");
    EXPECT_EQ(order(admin, "55")["status"].text(), "voided");
    EXPECT_EQ(admin.get("/orders?search=ORD2611205E6F")["data"]["orders"].size(), 1U);
    EXPECT_EQ(admin.get("/orders?search=fa848a56")["data"]["orders"].size(), 1U);
    EXPECT_EQ(admin.get("/orders?flagged=true")["data"]["orders"].size(), 1U);
    const auto receipt = admin.get("/orders/e0000000-0000-4000-8000-0000fa848a51/receipt?format=text");
    EXPECT_EQ(receipt.status, 200);
    EXPECT_THAT(receipt.body, AllOf(HasSubstr("Caffe Latte"), HasSubstr("9.18")));
}

TEST_F(MovingIn, MenuPicturesAndStockCome) {
    const TemporaryDirectory uploads;
    std::filesystem::create_directory(uploads.path() / "menu_items");
    constexpr char red[] =  // two by two, as PNG
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02\x08\x02\0\0\0\xfd\xd4\x9as\0\0\0\x10IDATx\x9c"
        "cx\xe0\xa0\0D\x0c\x10\n\0&\x0e\x05\x01\xd7\xd4\x9dH\0\0\0\0IEND\xae"
        "B`\x82";
    std::ofstream(uploads.path() / "menu_items/latte.png", std::ios::binary).write(red, sizeof red - 1);
    const auto said = import({"--pictures", uploads.path().string()});
    ASSERT_EQ(said.exit_code, 0) << said.output;
    EXPECT_THAT(said.output, HasSubstr("comes without its picture uploads/../../etc/passwd"));
    cafe.start();
    Client admin = cafe.client_as("admin");
    const auto menu = admin.get("/menu_items?search=latte");
    ASSERT_EQ(menu["data"]["menu_items"].size(), 2U) << menu.body;
    std::string picture;
    for (std::size_t i = 0; i < 2; ++i) {
        const Json item = menu["data"]["menu_items"][i];
        if (item["size"].text() == "Small") picture = item["imageUrl"].text();
    }
    EXPECT_EQ(admin.get(picture).status, 200);
    const auto stock = admin.get("/inventory");
    EXPECT_EQ(stock["data"]["totalItems"].text(), "3");
    EXPECT_THAT(stock.body, AllOf(HasSubstr("12.3456"), HasSubstr("-1.25")));
}

TEST_F(MovingIn, AnOldPriceSellsAtOnceAndTheNextNumberFollows) {
    ASSERT_EQ(import().exit_code, 0);
    cafe.start();
    Client cashier = cafe.client_as("cashier");
    const auto sold = cashier.post("/orders", order_body(menu_item_id(cashier, "Latte")));
    EXPECT_EQ(sold.status, 201) << sold.body;
    cafe.stop();
    expect_sound_books();
}

TEST_F(MovingIn, ASecondRunIsRefusedAndChangesNothing) {
    ASSERT_EQ(import().exit_code, 0);
    const auto again = import();
    EXPECT_EQ(again.exit_code, 2);
    EXPECT_THAT(again.output, HasSubstr("has staff already"));
    EXPECT_EQ(import({"--dry-run"}).exit_code, 2);
    expect_sound_books();
}

TEST_F(MovingIn, WhatCannotComeStopsAllUnlessItIsLeftBehind) {
    older.execute("UPDATE orders SET created_at = '2999-01-01' WHERE order_number = 'ORD2611201A2B'");
    const auto refused = import();
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.output,
                AllOf(HasSubstr("order ORD2611201A2B: it was made in the future"), HasSubstr("Nothing is stored")));
    EXPECT_THAT(cafe.run({"user", "list"}).output, Not(HasSubstr("manager")));
    const auto left = import({"--leave-out"});
    EXPECT_EQ(left.exit_code, 0);
    EXPECT_THAT(left.output, HasSubstr("8 orders"));
    expect_sound_books();
}

TEST_F(MovingIn, ADatabaseThatIsNotTheOlderServersIsRefusedInWords) {
    older.execute("DROP TABLE order_items");
    const auto refused = import();
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.output, HasSubstr("not the older server's: it has no table order_items"));
}

}  // namespace
}  // namespace cafepos::testing
