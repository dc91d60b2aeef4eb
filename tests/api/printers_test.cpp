// The café's printers over HTTP.

#include "on_server.h"

namespace cafepos::testing {
namespace {

class PrintersApi : public OnServer {
protected:
    Client admin = as("admin");

    Json added(const std::string& name, const std::string& more = "") {
        const auto reply =
            admin.post("/printers", R"({"name":")" + name + R"(","type":"file","address":")" + name + R"(.txt")" + more + "}");
        expect_success(reply, 201);
        return reply["data"];
    }
};

TEST_F(PrintersApi, TheSettingsMakeTheFirstOne) {
    const auto list = as("cashier").get("/printers");
    expect_success(list);
    const Json first = list["data"]["printers"][0];
    EXPECT_EQ(first["type"].text(), "file");
    EXPECT_TRUE(first["active"].boolean());
    EXPECT_TRUE(first["columns"].is_null());
    const std::string path = "/printers/" + first["id"].text();
    expect_success(admin.put(path, R"({"name":"Till 1"})"));
    EXPECT_EQ(admin.get(path)["data"]["name"].text(), "Till 1");
    const auto refused = admin.del(path);
    expect_error(refused, 409, "CONFLICT");
    EXPECT_EQ(refused["details"][0]["field"].text(), "");
    EXPECT_EQ(refused["details"][0]["code"].text(), "first_printer");
}

TEST_F(PrintersApi, WhatIsAYesOrANoIsNotNull) {
    const std::string path = "/printers/" + added("kitchen")["id"].text();
    for (const std::string member : {"active", "drawerKick"}) {
        const auto refused = admin.put(path, "{\"" + member + "\":null}");
        expect_error(refused, 400, "VALIDATION_ERROR");
        EXPECT_EQ(refused["details"][0]["field"].text(), member);
    }
    EXPECT_TRUE(admin.get(path)["data"]["active"].boolean());
}

TEST_F(PrintersApi, ComeChangeAndGo) {
    const Json kitchen = added("kitchen");
    const std::string path = "/printers/" + kitchen["id"].text();
    EXPECT_NE(kitchen["address"].text().find("/kitchen.txt"), std::string::npos);
    EXPECT_EQ(kitchen["codePage"].text(), "auto");
    const auto status = as("cashier").get(path + "/status");
    expect_success(status);
    EXPECT_TRUE(status["data"]["available"].boolean());
    expect_success(as("cashier").post(path + "/test"));

    const Json bar = added("bar", R"(,"fallbackPrinterId":")" + kitchen["id"].text() + R"(","columns":48)");
    const std::string bar_path = "/printers/" + bar["id"].text();
    EXPECT_EQ(bar["columns"].integer(), 48);
    const auto changed = admin.put(bar_path, R"({"columns":null,"active":false,"address":")" + bar["address"].text() + R"("})");
    expect_success(changed);
    EXPECT_TRUE(changed["data"]["columns"].is_null());
    const auto untried = admin.post(bar_path + "/test");
    expect_error(untried, 500, "PRINTER_TEST_FAILED");
    EXPECT_EQ(untried["details"][0]["code"].text(), "print_failed");

    EXPECT_EQ(admin.del(path).status, 204);
    expect_error(admin.get(path), 404, "NOT_FOUND");
    expect_error(admin.get(path + "/status"), 404, "NOT_FOUND");
    EXPECT_TRUE(admin.get(bar_path)["data"]["fallbackPrinterId"].is_null());
}

TEST_F(PrintersApi, RefusesWhatIsNoPrinter) {
    const auto refused = [&](const std::string& body, const std::string& field) {
        const auto reply = admin.post("/printers", body);
        expect_error(reply, 400, "VALIDATION_ERROR");
        EXPECT_NE(reply.body.find("\"" + field + "\""), std::string::npos) << reply.body;
    };
    refused(R"({"type":"none"})", "name");
    refused(R"({"name":"x","type":"fax","address":"1"})", "type");
    refused(R"({"name":"x","type":"network","address":"host:port"})", "address");
    refused(R"({"name":"x","type":"none","fallbackPrinterId":"01934f00-0000-7000-8000-00000000dead"})", "fallbackPrinterId");
    refused(R"({"name":"x","type":"none","codePage":"cp1"})", "codePage");
}

// Whoever may change printers may not write where he likes on this machine.
TEST_F(PrintersApi, WritesNowhereButAmongTheSlips) {
    for (const char* address : {"/etc/cron.d/x", "../cafepos.db", "..", "a/b.txt", ""}) {
        expect_error(admin.post("/printers", R"({"name":"x","type":"file","address":")" + std::string(address) + "\"}"), 400,
                     "VALIDATION_ERROR");
    }
    for (const char* address : {"/etc/passwd", "/dev/../etc/passwd", "lp0"}) {
        expect_error(admin.post("/printers", R"({"name":"x","type":"device","address":")" + std::string(address) + "\"}"), 400,
                     "VALIDATION_ERROR");
    }
    expect_error(as("cashier").post("/printers", "{}"), 403, "FORBIDDEN");
}

// Nor may he send to where he likes from it.
TEST_F(PrintersApi, SendsToNowhereButWhereTheOwnerLetsPrintersBe) {
    const auto refused = [&](const HttpReply& reply, const std::string& code) {
        expect_error(reply, 400, "VALIDATION_ERROR");
        EXPECT_EQ(reply["details"][0]["field"].text(), "address");
        EXPECT_EQ(reply["details"][0]["code"].text(), code);
    };
    const auto network = [](const std::string& address) {
        return R"({"name":"x","type":"network","address":")" + address + "\"}";
    };
    for (const char* address : {"127.0.0.1:5432", "[::1]:9100", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]", "203.0.113.7"})
        refused(admin.post("/printers", network(address)), "printer_network");
    refused(admin.post("/printers", network("192.168.1.100:25")), "format");
    const Json bar = added("reach");
    const std::string path = "/printers/" + bar["id"].text();
    refused(admin.put(path, network("127.0.0.1:9100")), "printer_network");
    EXPECT_EQ(admin.get(path)["data"]["type"].text(), "file");

    // What a name leads to is known when it is asked for.
    expect_success(admin.put(path, network("localhost:" + std::to_string(server().port()))));
    const std::string outside = "the printer's address is outside the networks of PRINTER_NETWORKS";
    EXPECT_EQ(admin.get(path + "/status")["data"]["problem"].text(), outside);
    const auto untried = admin.post(path + "/test");
    expect_error(untried, 500, "PRINTER_TEST_FAILED");
    EXPECT_NE(untried.body.find(outside), std::string::npos) << untried.body;
    EXPECT_EQ(admin.del(path).status, 204);
}

}  // namespace
}  // namespace cafepos::testing
