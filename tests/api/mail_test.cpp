#include <thread>

#include "on_server.h"
#include "testing/fake_smtp.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;

/// The one mail that arrives for that address, within some seconds.
FakeSmtp::Mail arrived(const FakeSmtp& smtp, const std::string& address) {
    std::vector<FakeSmtp::Mail> found;
    for (int i = 0; i < 1000 && found.empty(); ++i) {
        for (const auto& mail : smtp.delivered()) {
            if (mail.to == address) found.push_back(mail);
        }
        if (found.empty()) std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(found.size(), 1U) << "mails for " << address;
    return found.empty() ? FakeSmtp::Mail{} : found.front();
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string new_address() { return "guest-" + std::to_string(next_number()) + "@cafe.example"; }

std::string to(const std::string& address) { return R"({"recipients":[")" + address + "\"]}"; }

void expect_summary(const FakeSmtp::Mail& mail) {
    EXPECT_TRUE(mail.header("Content-Type").starts_with("multipart/alternative;")) << mail.data;
    for (const char* type : {"text/plain", "text/html"}) {
        EXPECT_TRUE(contains(mail.part(type), "Key Metrics")) << type << " in\n" << mail.data;
        EXPECT_TRUE(contains(mail.part(type), "Latte")) << type << " in\n" << mail.data;
    }
    EXPECT_TRUE(contains(mail.part("text/html"), "cid:chart"));
    EXPECT_TRUE(contains(mail.data, "multipart/related"));
    EXPECT_TRUE(contains(mail.data, "Content-ID: <chart>"));
    EXPECT_TRUE(mail.part("image/png").starts_with("iVBORw0KGgo")) << "base64 of what every PNG begins with";
}

class MailApi : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        smtp_ = std::make_unique<FakeSmtp>();
        server_ = std::make_unique<ServerProcess>(
            ServerSettings{.environment = {{"SMTP_SERVER", "127.0.0.1"},
                                           {"SMTP_PORT", std::to_string(smtp_->port())},
                                           {"SMTP_USE_TLS", "false"},
                                           {"EMAIL_FROM", "The Café <noreply@cafe.example>"},
                                           {"PASSWORD_RESET_URL", "https://register.example/reset-password"}}});
        Client manager = server_->client_as("manager");
        expect_success(manager.post("/orders", order_body(menu_item_id(manager, "Latte"))), 201);
    }
    static void TearDownTestSuite() {
        server_.reset();
        smtp_.reset();
    }

    static FakeSmtp& smtp() { return *smtp_; }
    static Client as(const std::string& username) { return server_->client_as(username); }
    static HttpReply post(const std::string& target, const std::string& body) { return server_->client().post(target, body); }
    static HttpReply request_reset(const std::string& email) {
        return post("/auth/password-reset-request", R"({"email":")" + email + "\"}");
    }
    /// The queue as the admin sees it, once nothing waits any more.
    static Json settled_queue() {
        Client admin = as("admin");
        HttpReply reply;
        for (int i = 0; i < 1000; ++i) {
            reply = admin.get("/mail-queue?status=dead");
            if (reply["data"]["waiting"].integer() == 0) return reply["data"];
            std::this_thread::sleep_for(10ms);
        }
        ADD_FAILURE() << "mails still wait: " << reply.body;
        return reply["data"];
    }

private:
    static inline std::unique_ptr<FakeSmtp> smtp_;
    static inline std::unique_ptr<ServerProcess> server_;
};

TEST_F(MailApi, ATestMailArrivesAsTextHtmlAndChart) {
    const std::string address = new_address();
    const auto reply = as("manager").post("/reports/test-email", to(address));
    expect_success(reply);
    EXPECT_EQ(reply["message"].text(), "Test email sent successfully");
    EXPECT_FALSE(reply["data"]["mock"].boolean());
    EXPECT_TRUE(reply["data"]["testMode"].boolean());
    const auto mail = arrived(smtp(), address);
    expect_summary(mail);
    EXPECT_EQ(mail.from, "noreply@cafe.example");
    EXPECT_EQ(mail.header("To"), address);
}

TEST_F(MailApi, TheSummaryOfADayArrivesForEachRecipient) {
    const std::string first = new_address();
    const std::string second = new_address();
    const std::string today = as("manager").get("/reports/daily-sales")["data"]["date"].text();
    const auto reply = as("manager").post("/reports/email-summary",
                                          R"({"date":")" + today + R"(","recipients":[")" + first + R"(",")" + second + "\"]}");
    expect_success(reply);
    EXPECT_FALSE(reply["data"]["mock"].boolean());
    for (const std::string& address : {first, second}) {
        const auto mail = arrived(smtp(), address);
        expect_summary(mail);
        EXPECT_TRUE(mail.header("Subject").starts_with("Sample Cafe: daily sales, ")) << mail.header("Subject");
    }
    EXPECT_NE(arrived(smtp(), first).header("Message-ID"), arrived(smtp(), second).header("Message-ID"));
}

TEST_F(MailApi, AMailedLinkSetsANewPassword) {
    Client admin = as("admin");
    create_user(admin, "absentminded", "cashier");
    const auto reply = request_reset("absentminded@example.org");
    expect_success(reply);
    const auto mail = arrived(smtp(), "absentminded@example.org");
    const std::string link = "https://register.example/reset-password?token=";
    const std::string text = mail.part("text/plain");
    ASSERT_TRUE(contains(text, link)) << mail.data;
    const auto begin = text.find(link) + link.size();
    const std::string token = text.substr(begin, text.find('\r', begin) - begin);
    EXPECT_TRUE(contains(mail.part("text/html"), link + token + "\""));

    const std::string token_member = R"({"token":")" + token + "\"";
    const auto valid = post("/auth/validate-reset-token", token_member + "}");
    expect_success(valid);
    EXPECT_TRUE(valid["data"]["tokenValid"].boolean());
    const std::string confirmation = token_member + R"(,"newPassword":"a-new-horse"})";
    expect_success(post("/auth/password-reset-confirm", confirmation));
    expect_error(post("/auth/password-reset-confirm", confirmation), 400, "TOKEN_INVALID");
    expect_error(post("/auth/login", R"({"username":"absentminded","password":"correct-horse"})"), 401, "INVALID_CREDENTIALS");
    expect_success(post("/auth/login", R"({"username":"absentminded","password":"a-new-horse"})"));
}

TEST_F(MailApi, AnUnknownAddressReadsTheSameAndGetsNoMail) {
    Client admin = as("admin");
    create_user(admin, "known", "cashier");
    const auto known = request_reset("known@example.org");
    const auto unknown = request_reset("unknown@example.org");
    expect_success(unknown);
    EXPECT_EQ(unknown["data"], known["data"]);
    EXPECT_EQ(unknown["message"], known["message"]);
    arrived(smtp(), "known@example.org");
    settled_queue();
    for (const auto& mail : smtp().delivered()) EXPECT_NE(mail.to, "unknown@example.org");
}

TEST_F(MailApi, ATestMailWithAKeyIsSentOnce) {
    const std::string address = new_address();
    Client admin = as("admin");
    const HeaderList key{{"Idempotency-Key", address}};
    const auto first = admin.post("/reports/test-email", to(address), key);
    const auto again = admin.post("/reports/test-email", to(address), key);
    expect_success(first);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
    settled_queue();
    arrived(smtp(), address);
}

TEST_F(MailApi, ADeadMailIsListedAndSentOnRequest) {
    settled_queue();
    smtp().behave_next(FakeSmtp::Behaviour::refuse_550);
    const std::string address = new_address();
    Client admin = as("admin");
    const auto refused = admin.post("/reports/test-email", to(address));
    expect_error(refused, 500, "EMAIL_TEST_ERROR");
    EXPECT_EQ(refused["details"][0]["code"].text(), "mail_failed") << refused.body;
    EXPECT_TRUE(contains(refused.body, address + ": the mail server refused the recipient: 550 nobody of that name"))
        << refused.body;

    const Json queue = settled_queue();
    ASSERT_EQ(queue["mails"].size(), 1U) << queue;
    const Json dead = queue["mails"][0];
    EXPECT_EQ(queue["dead"].integer(), 1);
    EXPECT_FALSE(queue["mock"].boolean());
    EXPECT_EQ(dead["recipient"].text(), address);
    EXPECT_EQ(dead["kind"].text(), "test");
    EXPECT_EQ(dead["attempts"].integer(), 1);
    EXPECT_EQ(dead["lastError"].text(), "the mail server refused the recipient: 550 nobody of that name");
    EXPECT_FALSE(contains(queue.print(), "Key Metrics")) << "the queue does not show what mails say";
    EXPECT_EQ(admin.get("/health")["data"]["status"].text(), "healthy") << "the server works, the address does not";

    const auto retried = admin.post("/mail-queue/" + dead["id"].text() + "/retry");
    expect_success(retried);
    EXPECT_EQ(retried["data"]["status"].text(), "queued");
    expect_summary(arrived(smtp(), address));
    EXPECT_EQ(settled_queue()["dead"].integer(), 0);
    EXPECT_EQ(admin.get("/health")["data"]["services"]["email"].text(), "configured");
    const auto again = admin.post("/mail-queue/" + dead["id"].text() + "/retry");
    expect_error(again, 409, "CONFLICT");
    EXPECT_EQ(again["details"][0]["code"].text(), "mail_sent");
}

TEST_F(MailApi, AMailedLinkOpensAPageThatSetsThePassword) {
    Client admin = as("admin");
    create_user(admin, "paged", "cashier");
    request_reset("paged@example.org");
    const std::string text = arrived(smtp(), "paged@example.org").part("text/plain");
    const auto begin = text.find("?token=") + 7;
    const std::string token = text.substr(begin, text.find('\r', begin) - begin);
    Client browser = as("trainee");
    const auto page = browser.get("/reset-password?token=" + token);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.header("content-type").starts_with("text/html"));
    EXPECT_TRUE(contains(page.body, token));
    const auto done = browser.send("POST", "/reset-password", "token=" + token + "&password=a+new+horse&repeat=a+new+horse",
                                   {{"Content-Type", "application/x-www-form-urlencoded"}});
    EXPECT_EQ(done.status, 200) << done.body;
    expect_success(post("/auth/login", R"({"username":"paged","password":"a new horse"})"));
}

TEST_F(MailApi, ACashierNeitherSendsNorLooksAndAManagerDoesNotLook) {
    Client cashier = as("cashier");
    for (const char* target : {"/reports/test-email", "/reports/email-summary", "/reports/email-daily-summary"}) {
        expect_error(cashier.post(target, to("guest@cafe.example")), 403, "FORBIDDEN");
    }
    const std::string id = "01934f00-0000-7000-8000-00000000dead";
    for (const char* username : {"cashier", "manager"}) {
        expect_error(as(username).get("/mail-queue"), 403, "FORBIDDEN");
        expect_error(as(username).post("/mail-queue/" + id + "/retry"), 403, "FORBIDDEN");
    }
}

TEST(MailApiWithADeadServer, SaysSo) {
    ServerProcess server({.environment = {{"SMTP_SERVER", "127.0.0.1"}, {"SMTP_PORT", "1"}, {"SMTP_USE_TLS", "false"}}});
    Client admin = server.client_as("admin");
    const auto refused = admin.post("/reports/test-email", to("guest@cafe.example"));
    expect_error(refused, 500, "EMAIL_TEST_ERROR");
    EXPECT_TRUE(contains(refused.body, "the mail server cannot be reached")) << refused.body;
    const auto health = admin.get("/health");
    EXPECT_EQ(health.status, 200);
    EXPECT_EQ(health["data"]["status"].text(), "degraded");
    EXPECT_EQ(health["data"]["services"]["email"].text(), "error");
    EXPECT_EQ(health["data"]["problems"][0]["service"].text(), "email");
    EXPECT_EQ(health["data"]["problems"][0]["message"].text(), "the mail server cannot be reached");
    expect_success(admin.get("/health/ready"));
}

TEST(MailApiWithoutServer, AnswersMock) {
    ServerProcess server;
    Client admin = server.client_as("admin");
    for (const char* target : {"/reports/test-email", "/reports/email-summary", "/reports/email-daily-summary"}) {
        const auto reply = admin.post(target, to("guest@cafe.example"));
        expect_success(reply);
        EXPECT_TRUE(reply["data"]["mock"].boolean());
    }
    const auto reset = admin.post("/auth/password-reset-request", R"({"email":"cashier@cafepos.com"})");
    EXPECT_TRUE(reset["data"]["mock"].boolean()) << reset.body;
    EXPECT_TRUE(contains(admin.post("/reset-password", R"({"email":"cashier@cafepos.com"})").body, "sends no mail"));
    EXPECT_TRUE(admin.get("/mail-queue")["data"]["mock"].boolean());
    EXPECT_EQ(admin.get("/health")["data"]["services"]["email"].text(), "mock");
}

TEST(MailApiByTls, TheSettingsReachTheMailServer) {
    const FakeSmtp smtp(
        {},
        {.tls = FakeSmtpOptions::Tls::implicit, .mechanisms = "PLAIN LOGIN", .username = "till", .password = "plantedsecret"});
    ServerProcess server({.environment = {{"SMTP_SERVER", "127.0.0.1"},
                                          {"SMTP_PORT", std::to_string(smtp.port())},
                                          {"SMTP_USE_TLS", "implicit"},
                                          {"SMTP_CA_FILE", smtp.certificate_file()},
                                          {"SMTP_USERNAME", "till"},
                                          {"SMTP_PASSWORD", "plantedsecret"}}});
    expect_success(server.client_as("admin").post("/reports/test-email", to("guest@cafe.example")));
    arrived(smtp, "guest@cafe.example");
    EXPECT_FALSE(contains(server.log(), "plantedsecret"));
}

}  // namespace
}  // namespace cafepos::testing
