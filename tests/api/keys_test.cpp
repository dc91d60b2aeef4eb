// Every route that says it takes an Idempotency-Key has one effect per key, and no other route says so.

#include <functional>
#include <map>
#include <set>

#include "on_server.h"

namespace cafepos::testing {
namespace {

/// A request that its route takes, once.
struct Sample {
    std::string target;
    std::string body = "{}";
    std::vector<FormPart> form = {};
    std::string token = {};  ///< empty: the admin's
};

// A repeat makes nothing new: it reads, sets what is set already, or is refused as the first was.
const std::set<std::string> posts_without_key = {"/auth/approvals",
                                                 "/auth/login",
                                                 "/auth/logout",
                                                 "/auth/password-reset-confirm",
                                                 "/auth/password-reset-request",
                                                 "/auth/refresh",
                                                 "/auth/validate-reset-token",
                                                 "/auth/validate-session",
                                                 "/order_items",
                                                 "/orders/preview",
                                                 "/reset-password",
                                                 "/upload/bulk-images",
                                                 "/upload/image"};
// They need something to have failed first, which their slices' tests make fail.
const std::set<std::string> of_what_failed = {"/mail-queue/{id}/retry", "/print-jobs/{id}/retry"};

std::set<std::string> keyed(const Json& description) {
    std::set<std::string> found;
    for (const auto& [path, methods] : description["paths"].members()) {
        for (const auto& [method, operation] : methods.members()) {
            for (std::size_t i = 0; i < operation["parameters"].size(); ++i) {
                if (operation["parameters"][i]["name"].text() == "Idempotency-Key") {
                    found.insert(method == "post" ? path : method + " " + path);
                }
            }
        }
    }
    return found;
}

std::string new_key() { return "key-" + std::to_string(next_number()); }
std::string named(const std::string& what) { return what + " " + std::to_string(next_number()); }

class Keys : public OnServer {
protected:
    Json made(const std::string& target, const std::string& body) {
        const auto reply = admin.post(target, body);
        EXPECT_LT(reply.status, 300) << target << " " << body << ": " << reply.body;
        return reply["data"];
    }
    std::string latte() { return menu_item_id(admin, "Latte"); }
    std::string order() { return made("/orders", order_body(latte()))["order"]["id"].text(); }
    std::string stock_item() {
        return made("/inventory", R"({"name":")" + named("Syrup") + R"(","currentStock":5})")["inventory_item"]["id"].text();
    }
    std::string till() { return made("/tills", R"({"name":")" + named("Till") + "\"}")["till"]["id"].text(); }
    std::string opening() { return R"({"tillId":")" + till() + R"(","float":100})"; }
    std::string drawer() { return made("/drawers", opening())["drawer"]["id"].text(); }
    std::string z() {
        return made("/drawers/" + drawer() + "/close", R"({"counted":{"cash":{"amount":100}}})")["zReport"]["number"].print();
    }
    std::string line() { return R"({"productId":")" + latte() + R"(","quantity":2})"; }
    Json tab() { return made("/tabs", R"({"table":"9","lines":[)" + line() + "]}")["tab"]; }
    Sample of_tab(const std::string& verb, const std::string& members) {
        const Json opened = tab();
        return {"/tabs/" + opened["id"].text() + "/" + verb, R"({"version":)" + opened["version"].print() + members + "}"};
    }
    Sample between_tabs(const std::string& verb, bool by_line) {
        const Json from = tab();
        const std::string lines = by_line ? R"(,"lines":[")" + from["lines"][0]["id"].text() + "\"]" : "";
        return {"/tabs/" + from["id"].text() + "/" + verb,
                R"({"version":)" + from["version"].print() + R"(,"into":")" + tab()["id"].text() + "\"" + lines + "}"};
    }
    Json ticket() {
        order();
        return admin.get("/kitchen/tickets?limit=1")["data"]["tickets"][0];
    }
    std::string of_ticket(const Json& one, const std::string& verb) {
        return "/kitchen/tickets/" + one["id"].text() + "/" + verb;
    }
    Sample recall() {
        const Json one = ticket();
        made(of_ticket(one, "state"), R"({"state":"ready"})");
        return {of_ticket(one, "recall")};
    }
    Sample acknowledge() {
        const std::string voided = order();
        const Json one = admin.get("/kitchen/tickets?limit=1")["data"]["tickets"][0];
        made("/orders/" + voided + "/void", R"({"reason":"wrong table"})");
        return {of_ticket(one, "acknowledge")};
    }
    /// Somebody new, who has clocked in if that is wanted.
    Sample clock(const std::string& verb, bool is_in) {
        const std::string name = "clock" + std::to_string(next_number());
        create_user(admin, name, "cashier");
        Client client = server().client();
        client.login(name, "correct-horse");
        if (is_in) expect_success(client.post("/time-clock/in"));
        return {"/time-clock/" + verb, "{}", {}, client.token()};
    }
    std::string shift() {
        return R"({"staffId":")" + create_user(admin, "shift" + std::to_string(next_number()), "cashier") +
               R"(","startedAt":"2026-01-05T08:00:00Z","endedAt":"2026-01-05T12:00:00Z","reason":"forgot"})";
    }
    static Sample file(const std::string& target, const std::string& csv) {
        return {target, {}, {{"file", csv, "file.csv", "text/csv"}}};
    }
    static std::string user() {
        const std::string name = "ada" + std::to_string(next_number());
        return R"({"username":")" + name + R"(","password":"correct-horse","firstName":"Ada","lastName":"L","email":")" + name +
               R"(@example.org","role":"cashier"})";
    }
    static Sample mailed(const std::string& target) { return {target, R"({"recipients":["owner@example.com"]})"}; }

    std::map<std::string, std::function<Sample()>> samples() {
        auto all = samples_of_the_till();
        all.merge(samples_of_the_office());
        return all;
    }
    std::map<std::string, std::function<Sample()>> samples_of_the_till();
    std::map<std::string, std::function<Sample()>> samples_of_the_office();

    HttpReply send(const Sample& sample, const std::string& key) {
        Client client = server().client(sample.token.empty() ? admin.token() : sample.token);
        const HeaderList headers{{"Idempotency-Key", key}};
        return sample.form.empty() ? client.post(sample.target, sample.body, headers)
                                   : client.post_form(sample.target, sample.form, headers);
    }
    std::int64_t acts() { return admin.get("/audit/access-log?limit=1")["data"]["pagination"]["total"].integer(); }

    Client admin = as("admin");
};

std::map<std::string, std::function<Sample()>> Keys::samples_of_the_till() {
    const auto of_order = [this](const char* verb, const char* body) {
        return [=, this] { return Sample{"/orders/" + order() + "/" + verb, body}; };
    };
    return {
        {"/orders", [this] { return Sample{"/orders", order_body(latte())}; }},
        {"/orders/{id}/void", of_order("void", R"({"reason":"twice"})")},
        {"/orders/{id}/refund", of_order("refund", R"({"amount":1,"reason":"cold"})")},
        {"/orders/{id}/reprint-receipt", of_order("reprint-receipt", "{}")},
        {"/orders/{id}/email-receipt", of_order("email-receipt", R"({"email":"ada@example.com"})")},
        {"/tabs", [this] { return Sample{"/tabs", R"({"lines":[)" + line() + "]}"}; }},
        {"/tabs/{id}/lines",
         [this] { return Sample{"/tabs/" + tab()["id"].text() + "/lines", R"({"lines":[)" + line() + "]}"}; }},
        {"/tabs/{id}/send", [this] { return of_tab("send", ""); }},
        {"/tabs/{id}/cancel", [this] { return of_tab("cancel", R"(,"reason":"they left")"); }},
        {"/tabs/{id}/settle", [this] { return of_tab("settle", R"(,"payments":[{"method":"card"}])"); }},
        {"/tabs/{id}/merge", [this] { return between_tabs("merge", false); }},
        {"/tabs/{id}/move-lines", [this] { return between_tabs("move-lines", true); }},
        {"/drawers", [this] { return Sample{"/drawers", opening()}; }},
        {"/drawers/{id}/movements",
         [this] { return Sample{"/drawers/" + drawer() + "/movements", R"({"type":"paid_out","amount":7.5,"reason":"milk"})"}; }},
        {"/drawers/{id}/close",
         [this] { return Sample{"/drawers/" + drawer() + "/close", R"({"counted":{"cash":{"amount":100}}})"}; }},
        {"/z-reports/{number}/print", [this] { return Sample{"/z-reports/" + z() + "/print"}; }},
        {"/kitchen/tickets/{id}/state", [this] { return Sample{of_ticket(ticket(), "state"), R"({"state":"started"})"}; }},
        {"/kitchen/tickets/{id}/lines/{lineId}/done",
         [this] {
             const Json one = ticket();
             return Sample{of_ticket(one, "lines/" + one["lines"][0]["id"].text() + "/done"), R"({"done":true})"};
         }},
        {"/kitchen/tickets/{id}/recall", [this] { return recall(); }},
        {"/kitchen/tickets/{id}/acknowledge", [this] { return acknowledge(); }},
        {"/time-clock/in", [this] { return clock("in", false); }},
        {"/time-clock/break", [this] { return clock("break", true); }},
        {"/time-clock/out", [this] { return clock("out", true); }},
    };
}

std::map<std::string, std::function<Sample()>> Keys::samples_of_the_office() {
    const auto of_name = [](const std::string& path, const std::string& rest = "") {
        return [=] { return Sample{path, R"({"name":")" + named("New") + "\"" + rest + "}"}; };
    };
    const std::string group = R"(,"options":[{"name":"Oat milk","priceDelta":0.6}])";
    return {
        {"/menu_items", of_name("/menu_items", R"(,"size":"Small","price":3.2,"category":"Coffee")")},
        {"/menu_items/bulk-import",
         [] { return file("/menu_items/bulk-import", "name,size_name,size_price\r\n" + named("Mocha") + ",Small,3.5\r\n"); }},
        {"/menu_items/imports/{id}/undo",
         [this] {
             const auto imported =
                 send(file("/menu_items/bulk-import", "name,price\r\n" + named("Chai") + ",3.5\r\n"), new_key());
             return Sample{"/menu_items/imports/" + imported["data"]["importId"].text() + "/undo", "{}"};
         }},
        {"/option_groups", of_name("/option_groups", group)},
        {"/inventory", of_name("/inventory")},
        {"/inventory/import", [] { return file("/inventory/import", "Name,Current Stock\r\n" + named("Beans") + ",5\r\n"); }},
        {"/inventory/{id}/adjust",
         [this] { return Sample{"/inventory/" + stock_item() + "/adjust", R"({"adjustment":5,"reason":"RESTOCK"})"}; }},
        {"/inventory/counts",
         [this] {
             return Sample{"/inventory/counts", R"({"lines":[{"inventoryItemId":")" + stock_item() + R"(","counted":6}]})"};
         }},
        {"/alerts",
         [this] {
             return Sample{"/alerts", R"({"inventory_item_id":")" + stock_item() +
                                          R"(","alert_type":"expiring","severity":"low","message":"Smells odd"})"};
         }},
        {"/stations", of_name("/stations")},
        {"/tills", of_name("/tills")},
        {"/printers", of_name("/printers", R"(,"type":"file","address":"kitchen.txt","columns":42)")},
        {"/printers/{id}/test",
         [this] { return Sample{"/printers/" + admin.get("/printers")["data"]["printers"][0]["id"].text() + "/test"}; }},
        {"/printer/test", [] { return Sample{"/printer/test"}; }},
        {"/roles",
         [] {
             return Sample{"/roles", R"({"name":"barista)" + std::to_string(next_number()) + R"(","permissions":["menu.view"]})"};
         }},
        {"/users", [] { return Sample{"/users", user()}; }},
        {"/time-clock", [this] { return Sample{"/time-clock", shift()}; }},
        {"/security/incident", [] { return Sample{"/security/incident", R"({"kind":"odd"})"}; }},
        {"/reports/email-daily-summary", [] { return mailed("/reports/email-daily-summary"); }},
        {"/reports/email-summary", [] { return mailed("/reports/email-summary"); }},
        {"/reports/test-email", [] { return mailed("/reports/test-email"); }},
    };
}

TEST_F(Keys, AreDescribedWhereTheyAreTakenAndNowhereElse) {
    const Json description = admin.get("/openapi.json").json;
    std::set<std::string> expected = of_what_failed;
    for (const auto& [path, sample] : samples()) expected.insert(path);
    EXPECT_EQ(keyed(description), expected);
    for (const auto& [path, methods] : description["paths"].members()) {
        if (!methods["post"].exists()) continue;
        EXPECT_NE(expected.contains(path), posts_without_key.contains(path)) << "POST " << path;
    }
}

// POST /menu_items and others that do more than one write said so and did everything twice.
TEST_F(Keys, HaveOneEffectEach) {
    for (const auto& [path, make] : samples()) {
        SCOPED_TRACE(path);
        const Sample sample = make();
        const std::string key = new_key();
        const HttpReply first = send(sample, key);
        ASSERT_LT(first.status, 300) << first.body;
        EXPECT_FALSE(first.has_header("idempotent-replayed"));
        const std::int64_t done = acts();
        const HttpReply again = send(sample, key);
        EXPECT_EQ(again.status, first.status);
        EXPECT_EQ(again.body, first.body);
        EXPECT_EQ(again.header("idempotent-replayed"), "true");
        EXPECT_EQ(acts(), done);
    }
}

TEST_F(Keys, AreRefusedForAnotherBody) {
    for (const char* path : {"/menu_items", "/menu_items/bulk-import", "/users", "/inventory/import", "/tills"}) {
        SCOPED_TRACE(path);
        const std::string key = new_key();
        EXPECT_LT(send(samples()[path](), key).status, 300);
        const std::int64_t done = acts();
        expect_error(send(samples()[path](), key), 422, "IDEMPOTENCY_KEY_REUSED");
        EXPECT_EQ(acts(), done);
    }
}

}  // namespace
}  // namespace cafepos::testing
