#include <algorithm>
#include <cctype>

#include "core/amounts.h"
#include "on_server.h"

namespace cafepos::testing {
namespace {

class ReceiptsApi : public OnServer {
protected:
    static std::string sell(const std::string& method = "card", const std::string& seller = "cashier") {
        Client client = as(seller);
        const auto reply = client.post("/orders", order_body(menu_item_id(client, "Caffe Latte"), 2, method));
        expect_success(reply, 201);
        return reply["data"]["order"]["id"].text();
    }
};

TEST_F(ReceiptsApi, ComesInFourFormsByFormatOrAccept) {
    Client trainee = as("trainee");
    const std::string path = "/orders/" + sell("card", "trainee") + "/receipt";
    struct Form {
        const char* format;
        const char* type;
        const char* begins;
    };
    for (const Form& form :
         {Form{"txt", "text/plain; charset=utf-8", " "}, Form{"html", "text/html; charset=utf-8", "<!doctype html>"},
          Form{"pdf", "application/pdf", "%PDF-"}, Form{"escpos", "application/vnd.escpos", "\x1B@"}}) {
        const auto by_format = trainee.get(path + "?format=" + form.format);
        EXPECT_EQ(by_format.status, 200) << form.format;
        EXPECT_EQ(by_format.header("content-type"), form.type);
        EXPECT_TRUE(by_format.body.starts_with(form.begins)) << form.format;
        const auto by_accept = trainee.get(path, {{"Accept", form.type}});
        EXPECT_EQ(by_accept.header("content-type"), form.type);
    }
    expect_error(trainee.get(path + "?format=docx"), 400, "VALIDATION_ERROR");
}

TEST_F(ReceiptsApi, SaysWhatWasSoldByWhom) {
    const auto reply = as("cashier").get("/orders/" + sell("cash") + "/receipt");
    for (const char* part : {"Sample Cafe", "ORD-", "Mike Cashier", "Caffe Latte", "2x $", "TOTAL", "CASH:", "Check:"}) {
        EXPECT_NE(reply.body.find(part), std::string::npos) << part << " in\n" << reply.body;
    }
}

TEST_F(ReceiptsApi, OfWhatIsTakenAwaySayItAndSoDoItsRefunds) {
    Client manager = as("manager");
    const std::string body = R"({"items":[{"productId":")" + menu_item_id(manager, "Caffe Latte") +
                             R"("}],"paymentMethod":"card","service":"takeaway"})";
    const std::string order = "/orders/" + manager.post("/orders", body)["data"]["order"]["id"].text();
    EXPECT_NE(manager.get(order + "/receipt").body.find("Take-away"), std::string::npos);
    const auto refund = manager.post(order + "/refund", R"({"amount":1,"reason":"cold"})");
    expect_success(refund);
    const auto slip = manager.get(order + "/receipt?refund=" + refund["data"]["refund"]["refundId"].text());
    EXPECT_NE(slip.body.find("Take-away"), std::string::npos) << slip.body;
}

TEST_F(ReceiptsApi, OfAnOrderThatIsNotThereIs404) {
    Client cashier = as("cashier");
    expect_error(cashier.get("/orders/01920000-0000-7000-8000-000000000000/receipt"), 404, "NOT_FOUND");
    expect_error(cashier.get("/orders/123/receipt"), 404, "NOT_FOUND");
}

TEST_F(ReceiptsApi, AReprintAtATillIsInItsZ) {
    Client manager = as("manager");
    const std::string till = manager.post("/tills", R"({"name":"Reprints"})")["data"]["till"]["id"].text();
    const std::string drawer =
        manager.post("/drawers", R"({"tillId":")" + till + R"(","float":20})")["data"]["drawer"]["id"].text();
    const std::string path = "/orders/" + sell() + "/reprint-receipt";
    expect_success(manager.post(path, "", {{"X-Till", till}}));
    expect_success(manager.post(path, "", {{"X-Till", till}}));
    expect_success(manager.post(path));
    expect_error(manager.post(path, "", {{"X-Till", "bar"}}), 422, "VALIDATION_ERROR");
    const auto z = manager.post("/drawers/" + drawer + "/close", R"({"counted":{"cash":20}})")["data"]["zReport"];
    EXPECT_EQ(z["reprints"].integer(), 2);
    EXPECT_EQ(z["sales"]["count"].integer(), 0) << "no sale of this drawer";
    EXPECT_EQ(z["cash"]["expected"].text(), "20");
}

TEST_F(ReceiptsApi, ReprintsAreCountedAndNeedAManagerAfterTheWindow) {
    Client cashier = as("cashier");
    Client manager = as("manager");
    const std::string order = sell();
    const std::string path = "/orders/" + order + "/reprint-receipt";
    const auto first = cashier.post(path);
    expect_success(first);
    EXPECT_EQ(first["message"].text(), "Receipt reprinted successfully");
    EXPECT_EQ(first["data"]["reprintCount"].integer(), 1);
    EXPECT_TRUE(first["data"]["reprintAllowed"].boolean());
    EXPECT_TRUE(first["data"]["printResult"]["queued"].boolean());
    expect_error(as("trainee").post(path), 403, "FORBIDDEN");

    expect_success(manager.put("/settings", R"({"receipts":{"reprint":0}})"));
    const auto late = cashier.post(path);
    expect_error(late, 403, "REPRINT_WINDOW_CLOSED");
    EXPECT_EQ(late["details"][0]["field"].text(), "permission");
    EXPECT_EQ(late["details"][0]["code"].text(), "sales.refund");
    const auto second = manager.post(path);
    expect_success(second);
    EXPECT_EQ(second["data"]["reprintCount"].integer(), 2);
    expect_success(manager.put("/settings", R"({"receipts":{"reprint":5}})"));

    const auto stored = cashier.get("/orders/" + order)["data"]["order"];
    EXPECT_EQ(stored["reprint_count"].integer(), 2);
    EXPECT_TRUE(stored["last_reprint"].is_text());
}

TEST_F(ReceiptsApi, AReprintThatNoPrinterTakesIsAnErrorAndNotCounted) {
    ServerProcess silent({.environment = {{"PRINTER_ENABLED", "false"}}});
    Client cashier = silent.client_as("cashier");
    const auto sale = cashier.post("/orders", order_body(menu_item_id(cashier, "Caffe Latte")));
    expect_success(sale, 201);
    const std::string path = "/orders/" + sale["data"]["order"]["id"].text();
    const auto reprint = cashier.post(path + "/reprint-receipt");
    expect_error(reprint, 500, "PRINT_ERROR");
    EXPECT_EQ(reprint["errors"][0].text(), "Failed to reprint receipt: Printing is disabled");
    EXPECT_EQ(reprint["details"][0]["code"].text(), "print_failed");
    EXPECT_EQ(cashier.get(path)["data"]["order"]["reprint_count"].integer(), 0);
}

TEST_F(ReceiptsApi, AReprintWithAKeyIsCountedOnce) {
    Client cashier = as("cashier");
    const std::string path = "/orders/" + sell() + "/reprint-receipt";
    const HeaderList key{{"Idempotency-Key", "reprint-once"}};
    const auto first = cashier.post(path, "{}", key);
    const auto again = cashier.post(path, "{}", key);
    EXPECT_EQ(first.body, again.body);
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
}

TEST_F(ReceiptsApi, ARefundHasASlipOfItsOwn) {
    Client manager = as("manager");
    const std::string order = sell();
    const auto refund = manager.post("/orders/" + order + "/refund", R"({"items":["all"],"reason":"cold"})");
    expect_success(refund);
    const auto slip = manager.get("/orders/" + order + "/receipt?refund=" + refund["data"]["refund"]["refundId"].text());
    EXPECT_EQ(slip.status, 200);
    EXPECT_NE(slip.body.find("REFUND"), std::string::npos) << slip.body;
    EXPECT_NE(slip.body.find("REF-"), std::string::npos);
    expect_error(manager.get("/orders/" + order + "/receipt?refund=01920000-0000-7000-8000-000000000000"), 404, "NOT_FOUND");
}

// It vouched for the sale's amount, and its lines did not come to its total.
TEST_F(ReceiptsApi, ARefundsSlipSumsShowsItsTaxAndHasItsOwnCheckValue) {
    Client manager = as("manager");
    const auto sale = manager.post("/orders", R"({"items":[{"productId":")" + menu_item_id(manager, "Caffe Latte") +
                                                  R"(","quantity":2}],"paymentMethod":"card","discountType":"percentage",)"
                                                  R"("discountValue":10})");
    expect_success(sale, 201);
    const auto order = sale["data"]["order"];
    const std::string path = "/orders/" + order["id"].text();
    const auto refund = manager.post(path + "/refund", R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() +
                                                           R"(","quantity":1}],"reason":"Cold coffee"})");
    expect_success(refund);
    const auto slip = manager.get(path + "/receipt?refund=" + refund["data"]["refund"]["refundId"].text());
    for (const char* part : {"*** REFUND ***", "Number: REF-", "Order: ORD-", "Reason: Cold coffee", "-1x $", "Discount",
                             "Tax 8%", "Net", "Gross"}) {
        EXPECT_NE(slip.body.find(part), std::string::npos) << part << " in\n" << slip.body;
    }
    const auto sales_slip = manager.get(path + "/receipt");
    const auto value_on = [](const std::string& text) {
        const auto value = text.find_first_of("0123456789", text.find("Check:"));
        return text.substr(value, text.find('\n', value) - value);
    };
    Client anybody = nobody();
    const auto of_refund = anybody.get("/receipts/check/" + value_on(slip.body));
    expect_success(of_refund);
    EXPECT_EQ(of_refund["data"]["refundNumber"], refund["data"]["refund"]["refundNumber"]);
    std::string typed = value_on(sales_slip.body);
    std::ranges::transform(typed, typed.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto of_sale = anybody.get("/receipts/check/" + typed);
    expect_success(of_sale);
    EXPECT_FALSE(of_sale["data"]["refundNumber"].exists());
    EXPECT_EQ(of_sale["data"]["number"], order["orderNumber"]);
    EXPECT_EQ(of_sale["data"]["total"], order["total"]);
    expect_error(manager.get("/receipts/check?number=ORD-1&value=7F3A-09C2-55D1"), 404, "NOT_FOUND");
}

TEST_F(ReceiptsApi, TheLastOfSeveralRefundsSaysWhatWasGivenBackBefore) {
    Client manager = as("manager");
    const auto sale = manager.post("/orders", R"({"items":[{"productId":")" + menu_item_id(manager, "Caffe Latte") +
                                                  R"(","quantity":2}],"paymentMethod":"card","total":5})");
    expect_success(sale, 201);
    EXPECT_TRUE(sale["data"]["order"]["flagged"].boolean());
    const std::string path = "/orders/" + sale["data"]["order"]["id"].text();
    const auto slip_of = [&](const std::string& body) {
        const auto refund = manager.post(path + "/refund", body);
        expect_success(refund);
        return manager.get(path + "/receipt?refund=" + refund["data"]["refund"]["refundId"].text()).body;
    };
    const auto amount_behind = [](const std::string& slip, const std::string& name) {
        const auto begin = slip.find('$', slip.find("\n" + name)) + 1;
        const std::string text = slip.substr(begin, slip.find('\n', begin) - begin);
        const bool negative = slip[begin - 2] == '-';
        return Money::parse((negative ? "-" : "") + text).value();
    };
    const std::string first = slip_of(R"({"amount":1.5,"reason":"Slow"})");
    EXPECT_EQ(amount_behind(first, "TOTAL"), Money::of(-150));
    EXPECT_NE(first.find("Part of the price"), std::string::npos) << first;
    EXPECT_EQ(amount_behind(first, "Subtotal") + amount_behind(first, "Tax 8%"), Money::of(-150)) << first;
    const std::string last = slip_of(R"({"items":["all"],"reason":"All of it"})");
    Money sum;
    for (const char* name : {"Subtotal", "Price difference", "Refunded before", "Tax 8%"}) sum += amount_behind(last, name);
    EXPECT_EQ(sum, Money::of(-350)) << last;
    EXPECT_EQ(amount_behind(last, "TOTAL"), Money::of(-350));
    EXPECT_EQ(amount_behind(last, "Refunded before"), Money::of(139)) << "1.50 without its tax of 8 %";
}

TEST_F(ReceiptsApi, TheTaxNumberStandsOnThemOnceItIsSet) {
    Client manager = as("manager");
    const std::string path = "/orders/" + sell() + "/receipt";
    EXPECT_NE(manager.get(path).body.find("Tax number: DEMO"), std::string::npos);
    expect_success(manager.put("/settings", R"({"general":{"taxNumber":"FR 12 345678901"}})"));
    for (const char* format : {"txt", "html", "escpos"}) {
        const auto slip = manager.get(path + "?format=" + format);
        EXPECT_NE(slip.body.find("Tax number: FR 12 345678901"), std::string::npos) << slip.body;
    }
    expect_success(manager.put("/settings", R"({"general":{"taxNumber":""}})"));
    EXPECT_EQ(manager.get(path).body.find("Tax number"), std::string::npos);
}

TEST_F(ReceiptsApi, GoByMailToWhoIsNamed) {
    Client manager = as("manager");
    const std::string path = "/orders/" + sell() + "/email-receipt";
    const auto reply = manager.post(path, R"({"email":"guest@example.com"})");
    expect_success(reply);
    EXPECT_TRUE(reply["data"]["mock"].boolean());
    EXPECT_EQ(reply["data"]["recipient"].text(), "guest@example.com");
    expect_error(manager.post(path), 400, "VALIDATION_ERROR");
    expect_error(manager.post(path, R"({"email":"guest@example.com\r\nBcc: x@example.com"})"), 400, "VALIDATION_ERROR");
    expect_error(as("cashier").post(path, R"({"email":"guest@example.com"})"), 403, "FORBIDDEN");
    const auto queue = as("admin").get("/mail-queue");
    expect_success(queue);
    EXPECT_NE(queue.body.find("guest@example.com"), std::string::npos);
}

TEST_F(ReceiptsApi, SlipsArePrintedAfterTheSale) {
    sell();
    Client cashier = as("cashier");
    const auto status = cashier.get("/printer/status");
    expect_success(status);
    EXPECT_EQ(status["data"]["type"].text(), "file");
    EXPECT_TRUE(status["data"]["available"].boolean());
    const auto test = cashier.post("/printer/test");
    expect_success(test);
    EXPECT_EQ(test["data"]["order_id"].text(), "test-12345");
    const auto jobs = cashier.get("/print-jobs?limit=1");
    expect_success(jobs);
    EXPECT_EQ(jobs["data"]["printJobs"].size(), 1U);
}

}  // namespace
}  // namespace cafepos::testing
