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
    for (const char* part : {"Sample Cafe", "ORD-", "Mike Cashier", "Caffe Latte", "2x $", "TOTAL", "CASH:", "Check: "}) {
        EXPECT_NE(reply.body.find(part), std::string::npos) << part << " in\n" << reply.body;
    }
}

TEST_F(ReceiptsApi, OfAnOrderThatIsNotThereIs404) {
    Client cashier = as("cashier");
    expect_error(cashier.get("/orders/01920000-0000-7000-8000-000000000000/receipt"), 404, "NOT_FOUND");
    expect_error(cashier.get("/orders/123/receipt"), 404, "NOT_FOUND");
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
