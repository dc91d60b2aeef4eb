// What one member of staff, of the lowest role, may ask of the server without anybody else noticing.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class LimitsApi : public OnServer {
protected:
    static std::string repeated(const std::string& text, int times) {
        std::string out;
        for (int i = 0; i < times; ++i) out += text;
        return out;
    }

    // Five hundred lines with a long note each, in three scripts: what a note holds at most.
    static std::string long_order(const std::string& item) {
        const std::string line = R"({"productId":")" + item + R"(","quantity":1,"notes":")" + repeated("aж漢ع ", 100) + "\"}";
        std::string items = line;
        for (int i = 1; i < 500; ++i) items += "," + line;
        return R"({"items":[)" + items + R"(],"paymentMethod":"card"})";
    }

    // Asks and hangs up at once.
    static void ask_and_leave(const std::string& target, const std::string& token) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(server().port());
        ASSERT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        const std::string request = "GET " + target + " HTTP/1.1\r\nHost: till\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        EXPECT_EQ(::send(socket, request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
        ::close(socket);
    }

    template <class Work>
    static milliseconds time_of(Work work) {
        const auto began = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
    }
};

TEST_F(LimitsApi, ReceiptsOfALongOrderKeepNobodyWaiting) {
    Client trainee = as("trainee");
    Client cashier = as("cashier");
    const std::string item = menu_item_id(cashier, "Caffe Latte");
    const auto sold = trainee.post("/orders", long_order(item));
    expect_success(sold, 201);  // money taken is never refused
    const std::string receipt = "/orders/" + sold["data"]["order"]["id"].text() + "/receipt?format=";
    for (int i = 0; i < 4; ++i) {
        ask_and_leave(receipt + "pdf", trainee.token());
        ask_and_leave(receipt + "escpos", trainee.token());
    }
    milliseconds slowest{0};
    for (int i = 0; i < 15; ++i) {
        slowest = std::max(slowest, time_of([&] { expect_success(cashier.post("/orders", order_body(item)), 201); }));
        slowest = std::max(slowest, time_of([&] { expect_success(cashier.get("/menu_items")); }));
        slowest = std::max(slowest, time_of([&] { expect_success(cashier.get("/orders?limit=50")); }));
    }
    EXPECT_LT(slowest, seconds(5)) << "generous: with a sanitizer, on a loaded machine";
    for (const char* format : {"pdf", "escpos", "txt", "html"}) {
        EXPECT_EQ(trainee.get(receipt + format).status, 200) << format;
    }
}

TEST_F(LimitsApi, AnOrdersTextsAreCutWhereTheyAreTooManyAndTheOrderIsFlagged) {
    Client cashier = as("cashier");
    const auto sold = as("trainee").post("/orders", long_order(menu_item_id(cashier, "Caffe Latte")));
    expect_success(sold, 201);
    EXPECT_NE(sold["data"]["order"]["flagReasons"].print().find("notes_cut"), std::string::npos);
    const auto order = cashier.get("/orders/" + sold["data"]["order"]["id"].text())["data"]["order"];
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < 500; ++i) bytes += order["items"][i]["notes"].text().size();
    EXPECT_LE(bytes, 64U * 1024);
    EXPECT_EQ(order["items"][0]["notes"].text(), repeated("aж漢ع ", 99) + "aж漢ع") << "the first ones are whole";
    EXPECT_TRUE(order["items"][499]["notes"].text().ends_with("…"));
    EXPECT_EQ(order["items"].size(), 500U);
}

TEST_F(LimitsApi, APageOfOrdersIsBoundedInBytesAndContinues) {
    Client cashier = as("cashier");
    const std::string item = menu_item_id(cashier, "Caffe Latte");
    Client trainee = as("trainee");
    for (int i = 0; i < 15; ++i) expect_success(trainee.post("/orders", long_order(item)), 201);
    std::set<std::string> seen;
    std::string cursor;
    for (int pages = 0; pages < 10 && (pages == 0 || !cursor.empty()); ++pages) {
        const auto page = cashier.get("/orders?limit=12" + (cursor.empty() ? "" : "&cursor=" + cursor));
        expect_success(page);
        EXPECT_LT(page.body.size(), 4'000'000U);
        const auto& orders = page["data"]["orders"];
        const auto& pagination = page["data"]["pagination"];
        ASSERT_GE(orders.size(), 1U);
        if (pages == 0) {
            EXPECT_LT(orders.size(), 12U);
            EXPECT_TRUE(pagination["hasMore"].boolean());
            EXPECT_EQ(static_cast<std::size_t>(pagination["limit"].integer()), orders.size())
                << "offset + limit is the next page";
        }
        for (std::size_t i = 0; i < orders.size(); ++i) EXPECT_TRUE(seen.insert(orders[i]["id"].text()).second);
        cursor = pagination["nextCursor"].is_text() ? pagination["nextCursor"].text() : "";
    }
    EXPECT_GE(seen.size(), 15U);
}

TEST_F(LimitsApi, ThousandsOfMistakesAreToldByTheHundred) {
    std::string many = R"({"paymentMethod":"cash","items":[1)" + repeated(",1", 90'000) + "]}";
    const auto reply = as("trainee").post("/orders", many);
    expect_error(reply, 422, "VALIDATION_ERROR");
    EXPECT_EQ(reply["details"].size(), 100U);
    EXPECT_LT(reply.body.size(), 50'000U);
}

class OwnReceipts : public OnServer {
protected:
    static std::string sell(Client& seller) {
        const auto sold = seller.post("/orders", order_body(menu_item_id(seller, "Caffe Latte")));
        expect_success(sold, 201);
        return sold["data"]["order"]["id"].text();
    }
    static void expect_forbidden(const HttpReply& reply) {
        expect_error(reply, 403, "FORBIDDEN");
        EXPECT_EQ(reply["details"][0]["code"].text(), "sales.view_history") << reply.body;
    }
};

TEST_F(OwnReceipts, AreAllThatAreShownWithoutTheHistory) {
    Client trainee = as("trainee");
    Client cashier = as("cashier");
    const std::string own = sell(trainee);
    const std::string other = sell(cashier);
    EXPECT_EQ(trainee.get("/orders/" + own + "/receipt").status, 200);
    expect_forbidden(trainee.get("/orders/" + other + "/receipt"));
    EXPECT_EQ(cashier.get("/orders/" + own + "/receipt").status, 200) << "who may see the history sees all";

    const auto jobs = trainee.get("/print-jobs?limit=200");
    expect_success(jobs);
    ASSERT_EQ(jobs["data"]["printJobs"].size(), 1U);
    EXPECT_EQ(jobs["data"]["printJobs"][0]["orderId"].text(), own);
    EXPECT_EQ(cashier.get("/print-jobs?limit=200")["data"]["printJobs"].size(), 2U);
}

TEST_F(OwnReceipts, AreShownWhileTheyMayBeReprinted) {
    Client trainee = as("trainee");
    const std::string own = sell(trainee);
    Client manager = as("manager");
    expect_success(manager.put("/settings", R"({"receipts":{"reprint":0}})"));
    expect_forbidden(trainee.get("/orders/" + own + "/receipt"));
    EXPECT_EQ(trainee.get("/print-jobs")["data"]["printJobs"].size(), 0U);
    EXPECT_EQ(as("cashier").get("/orders/" + own + "/receipt").status, 200);
    expect_success(manager.put("/settings", R"({"receipts":{"reprint":5}})"));
    EXPECT_EQ(trainee.get("/orders/" + own + "/receipt").status, 200);
}

TEST_F(OwnReceipts, CarryAPolicyThatRunsNothing) {
    Client cashier = as("cashier");
    const auto page = cashier.get("/orders/" + sell(cashier) + "/receipt?format=html");
    EXPECT_TRUE(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'unsafe-inline';"));
}

// Every text that people write freely, on its way in by every route.
class CardNumbersApi : public ::testing::Test {
protected:
    static constexpr const char* planted = "4111-1111 1111 1111";

    void write(const std::string& method, const std::string& target, std::string body) {
        for (auto at = body.find('#'); at != std::string::npos; at = body.find('#', at + 1)) body.replace(at, 1, planted);
        last_ = admin_.send(method, target, body);
        EXPECT_LT(last_.status, 300) << method << " " << target << " " << body << "\n" << last_.body;
        expect_clean(last_.body, method + " " + target);
        EXPECT_NE(last_.body.find("\"success\""), std::string::npos);
    }
    static void expect_clean(const std::string& text, const std::string& where) {
        for (const char* form : {planted, "4111111111111111", "4111-1111", "1111 1111"}) {
            EXPECT_EQ(text.find(form), std::string::npos) << where << " tells " << form;
        }
    }
    std::string id(const char* object) { return last_["data"][object]["id"].text(); }
    void import(const std::string& target, const std::string& csv) {
        const auto reply = admin_.post_form(target, {{"file", csv, "file.csv", "text/csv"}});
        expect_success(reply);
        expect_clean(reply.body, target);
    }
    // The database with its log, the slips that were printed, pictures.
    void expect_clean_files() {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(server_.data_directory())) {
            if (!entry.is_regular_file()) continue;
            std::stringstream content;
            content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
            EXPECT_EQ(content.str().find(planted), std::string::npos) << entry.path();
            EXPECT_EQ(content.str().find("4111111111111111"), std::string::npos) << entry.path();
        }
    }

    ServerProcess server_;
    Client admin_ = server_.client_as("admin");
    HttpReply last_;
};

TEST_F(CardNumbersApi, AreMaskedInEveryFreeText) {
    const std::string item = menu_item_id(admin_, "Caffe Latte");
    write("POST", "/orders",
          R"({"items":[{"productId":")" + item + R"(","quantity":2,"notes":"a #"}],"paymentMethod":"card",)" +
              R"("discountAmount":1,"discountReason":"b #","customerName":"c #","orderNotes":"d #",)" + R"("createdBy":"e #"})");
    const std::string order = id("order");
    EXPECT_EQ(last_["data"]["order"]["orderNotes"].text(), "d ****-**** **** 1111");
    write("PUT", "/orders/" + order, R"({"customerName":"f #","notes":"g #"})");
    write("POST", "/orders/" + order + "/refund", R"({"amount":1,"reason":"h #"})");
    const auto second = admin_.post("/orders", order_body(item));
    write("POST", "/orders/" + second["data"]["order"]["id"].text() + "/void", R"({"reason":"i #"})");

    write("POST", "/menu_items",
          R"({"name":"j #","size":"k #","price":1,"category":"l #","description":"m #","volume":"n #",)"
          R"("allergens":"o #"})");
    write("PUT", "/menu_items/" + last_["data"]["id"].text(), R"({"name":"j2 #","description":"m2 #"})");
    import("/menu_items/bulk-import", std::string("name,description,size_name,size_price\np ") + planted + ",q " + planted +
                                          ",r " + planted + ",2\n,no name " + planted + ",x,1\n");

    write("POST", "/inventory",
          R"({"name":"s #","category":"t #","unit":"#","supplier":"u #","description":"v #",)"
          R"("location":"w #","currentStock":5})");
    const std::string stock = last_["data"]["inventory_item"]["id"].text();
    write("PUT", "/inventory/" + stock, R"({"description":"v2 #"})");
    write("POST", "/inventory/" + stock + "/adjust",
          R"({"adjustment":1,"reason":"RESTOCK","notes":"x #","reference":"y #",)"
          R"("supplier":"z #"})");
    write("POST", "/inventory/counts", R"({"lines":[{"inventoryItemId":")" + stock + R"(","counted":4}],"notes":"A #"})");
    import("/inventory/import", std::string("Name,Description,Current Stock\nB ") + planted + ",C " + planted + ",1\n");

    write("POST", "/alerts",
          R"({"inventory_item_id":")" + stock +
              R"(","alert_type":"D #","message":"E #",)"
              R"("notification_method":"F #"})");
    write("PUT", "/alerts/" + last_["data"]["id"].text(), R"({"message":"G #","notification_method":"H #"})");
    write("POST", "/users",
          R"({"username":"carded","password":"correct-horse","firstName":"I #","lastName":"J #",)"
          R"("email":"carded@example.org","role":"trainee"})");
    write("POST", "/roles", R"({"name":"K #","description":"L #","permissions":[]})");
    write("POST", "/tills", R"({"name":"Q #"})");
    write("PUT", "/tills/" + id("till"), R"({"name":"Q2 #"})");
    write("POST", "/stations", R"({"name":"R #","categories":["S #"]})");
    write("PUT", "/stations/" + id("station"), R"({"name":"R2 #","categories":["S2 #"]})");
    write("POST", "/printers", R"({"name":"T #","type":"none"})");
    write("PUT", "/till_layout", R"({"version":1,"pages":[{"name":"U #","tiles":[]}]})");
    write("PUT", "/settings", R"({"general":{"storeName":"M #","storeAddress":"N #"},"receipts":{"footer":"O #"}})");
    write("POST", "/security/incident", R"({"what":"P #","number":4111111111111111})");

    for (const char* list : {"/orders?limit=200", "/menu_items", "/inventory", "/inventory/counts", "/alerts", "/users", "/roles",
                             "/settings", "/tills", "/stations", "/printers", "/till_layout", "/audit/access-log?limit=200"}) {
        const auto reply = admin_.get(list);
        EXPECT_EQ(reply.status, 200) << list;
        expect_clean(reply.body, list);
    }
    for (const char* format : {"txt", "html", "escpos"}) {
        const auto receipt = admin_.get("/orders/" + order + "/receipt?format=" + format);
        EXPECT_EQ(receipt.status, 200);
        expect_clean(receipt.body, format);
    }
    expect_clean_files();
    expect_clean(server_.log(), "log");
    EXPECT_EQ(server_.stop(), 0);
    EXPECT_EQ(server_.run({"verify"}).exit_code, 0) << "the books are right";
}

}  // namespace
}  // namespace cafepos::testing
