#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "core/text.h"
#include "mail.h"
#include "rules.h"
#include "store.h"
#include "testing/call.h"
#include "testing/fake_smtp.h"
#include "testing/world.h"

namespace cafepos::mail {
namespace {

using Behaviour = testing::FakeSmtp::Behaviour;
using namespace std::chrono_literals;

struct MailerTest : ::testing::Test {
    testing::World world;

    [[nodiscard]] static SmtpOptions options_for(const testing::FakeSmtp& server) {
        SmtpOptions options;
        options.server = "127.0.0.1";
        options.port = server.port();
        options.use_tls = false;
        options.from = "The Café <noreply@cafe.example>";
        options.timeout_seconds_max = 1;
        return options;
    }

    void enqueue(Mailer& mailer, Message message) {
        world.db().write([&](db::Transaction& transaction) { mailer.enqueue(transaction, message); });
    }

    std::vector<ListedMail> queue() {
        return world.db().reading([](db::Transaction& transaction) { return list_mail(transaction, std::nullopt, 200, 0); });
    }

    static Message message(const std::string& subject = "Hello") {
        return {.kind = "test",
                .recipient = "owner@cafe.example",
                .subject = subject,
                .text_body = "text of " + subject,
                .html_body = ""};
    }
};

TEST_F(MailerTest, SendsBothFormsAndTheImage) {
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    Message mail = message("Grüße\r\nBcc: all@cafe.example");
    mail.html_body = "<p>Grüße</p><img src=\"cid:chart\">";
    mail.inline_image_png = std::string("\x89PNG\r\n\x1a\n\0\1\2", 11);
    enqueue(mailer, mail);

    EXPECT_TRUE(mailer.send_next());
    EXPECT_FALSE(mailer.send_next());

    ASSERT_EQ(server.delivered().size(), 1U);
    const auto delivered = server.delivered()[0];
    EXPECT_EQ(delivered.from, "noreply@cafe.example");
    EXPECT_EQ(delivered.to, "owner@cafe.example");
    EXPECT_EQ(delivered.header("Bcc"), "");
    EXPECT_EQ(delivered.header("Subject"), encoded_header("Grüße  Bcc: all@cafe.example"));
    EXPECT_EQ(delivered.header("Date"), "Sun, 22 Nov 2026 09:00:00 +0000");
    EXPECT_EQ(delivered.header("Message-ID"), "<" + queue()[0].id.text() + "@cafe.example>");
    for (const char* part : {"multipart/alternative", "multipart/related", "text/plain; charset=utf-8",
                             "text/html; charset=utf-8", "image/png", "Content-ID: <chart>"}) {
        EXPECT_NE(delivered.data.find(part), std::string::npos) << part;
    }
    EXPECT_NE(delivered.data.find(base64(*mail.inline_image_png)), std::string::npos);
    EXPECT_EQ(queue()[0].status, "sent");
}

TEST_F(MailerTest, DeliversEachMailOnceWhateverTheServerDoes) {
    const testing::FakeSmtp server({Behaviour::refuse_451, Behaviour::hang, Behaviour::close_in_data, Behaviour::accept,
                                    Behaviour::close_in_data, Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    for (int i = 0; i < 4; ++i) enqueue(mailer, message("mail " + std::to_string(i)));

    for (int round = 0; round < 6; ++round) {
        while (mailer.send_next()) {
        }
        world.clock.advance(10min);
    }

    std::map<std::string, int> deliveries;
    for (const auto& mail : server.delivered()) ++deliveries[mail.header("Subject")];
    EXPECT_EQ(deliveries, (std::map<std::string, int>{{"mail 0", 1}, {"mail 1", 1}, {"mail 2", 1}, {"mail 3", 1}}));
    for (const ListedMail& mail : queue()) {
        EXPECT_EQ(mail.status, "sent");
        EXPECT_FALSE(mail.last_error);
    }
    EXPECT_EQ(server.connections(), 9);
}

TEST_F(MailerTest, SaysWhatWentWrongAndWaits) {
    const testing::FakeSmtp server({Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    EXPECT_EQ(mailer.state(), "configured");
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_FALSE(mailer.send_next()) << "it must wait before the next attempt";
    EXPECT_EQ(mailer.state(), "the mail server answered 451");
    EXPECT_EQ(queue()[0].last_error, "the mail server answered 451");
    EXPECT_EQ(queue()[0].next_attempt, world.clock.now() + 1min);
    world.clock.advance(1min);
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(mailer.state(), "configured");
}

TEST_F(MailerTest, GivesUpAfterADayOrAtOnceWhenThereIsNoHope) {
    std::vector<Behaviour> script(20, Behaviour::refuse_451);
    script.insert(script.begin(), Behaviour::refuse_550);
    const testing::FakeSmtp server(script);
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message("to nobody"));
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(queue()[0].status, "dead");

    enqueue(mailer, message("to a closed house"));
    const Timestamp begun = world.clock.now();
    while (queue()[0].status != "dead") {
        mailer.send_next();
        world.clock.advance(30s);
        ASSERT_LT(world.clock.now() - begun, 48h);
    }
    EXPECT_GT(world.clock.now() - begun, 20h);
    EXPECT_EQ(server.delivered().size(), 0U);
}

TEST_F(MailerTest, NeverSpeaksPlainlyWhenEncryptionIsRequired) {
    const testing::FakeSmtp server;
    SmtpOptions options = options_for(server);
    options.use_tls = true;
    options.username = "till";
    options.password = "plantedsecret";
    Mailer mailer(world.db(), world.clock, world.ids, options);
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(server.delivered().size(), 0U);
    EXPECT_EQ(queue()[0].last_error, "the mail server offers no encryption (STARTTLS)");
    for (const std::string& command : server.commands()) EXPECT_EQ(command.substr(0, 4) == "AUTH", false) << command;
}

TEST_F(MailerTest, TakesOverWhatAVanishedSenderHadClaimed) {
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message());
    const auto claimed = world.db().writing(
        [&](db::Transaction& transaction) { return claim_due(transaction, world.clock.now(), world.clock.now() + 2min); });
    ASSERT_TRUE(claimed);
    EXPECT_FALSE(mailer.send_next());
    world.clock.advance(2min);
    EXPECT_TRUE(mailer.send_next());
    // The first sender comes back to life: too late to change anything.
    world.db().write([&](db::Transaction& transaction) { mark_dead(transaction, *claimed, "late"); });
    EXPECT_EQ(queue()[0].status, "sent");
    EXPECT_EQ(server.delivered().size(), 1U);
}

TEST_F(MailerTest, TwoProcessesShareTheQueueWithoutSendingTwice) {
    const testing::FakeSmtp server;
    Mailer first(world.db(), world.clock, world.ids, options_for(server));
    Mailer second(world.db(), world.clock, world.ids, options_for(server));
    for (int i = 0; i < 40; ++i) enqueue(first, message("mail " + std::to_string(i)));
    first.start();
    second.start();
    for (int i = 0; i < 400 && server.delivered().size() < 40; ++i) std::this_thread::sleep_for(25ms);
    first.stop();
    second.stop();
    std::set<std::string> ids;
    for (const auto& mail : server.delivered()) ids.insert(mail.header("Message-ID"));
    EXPECT_EQ(ids.size(), 40U);
    EXPECT_EQ(server.delivered().size(), 40U);
}

TEST_F(MailerTest, ForgetsTheTextOfWhatWasSent) {
    Mailer mailer(world.db(), world.clock, world.ids, {});
    EXPECT_TRUE(mailer.is_mock());
    Message mail = message();
    mail.text_body = "plantedsecret";
    enqueue(mailer, mail);
    EXPECT_TRUE(mailer.send_next());
    static const db::Statement bodies{"mail.test.bodies", "SELECT text_body, html_body FROM mail_queue"};
    world.db().read([](db::Transaction& transaction) {
        const auto row = transaction.query_one(bodies);
        EXPECT_EQ(row->text(0), "");
        EXPECT_EQ(row->text(1), "");
    });
    EXPECT_EQ(queue()[0].status, "sent");
}

TEST_F(MailerTest, QueuesOnceForEachKeyAndNothingWithoutTheTransaction) {
    Mailer mailer(world.db(), world.clock, world.ids, {});
    Message mail = message();
    mail.dedup_key = "receipt:1";
    enqueue(mailer, mail);
    enqueue(mailer, mail);
    EXPECT_THROW(world.db().write([&](db::Transaction& transaction) {
        mailer.enqueue(transaction, message());
        throw Error(Code::conflict, "no");
    }),
                 Error);
    EXPECT_EQ(queue().size(), 1U);
    mail.recipient = "x@y\r\nRCPT TO:<z@y>";
    EXPECT_EQ(testing::code_of([&] { enqueue(mailer, mail); }), "VALIDATION_ERROR");
}

TEST_F(MailerTest, ListsTheQueueAndTriesAgainOnRequest) {
    const testing::FakeSmtp server({Behaviour::refuse_550});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    testing::DirectCommands commands(world.db());
    http::EndpointTable table(commands);
    add_routes(table, world.db(), mailer);
    enqueue(mailer, message());
    mailer.send_next();

    const auto list = testing::data_of(testing::dispatch(table, http::Method::get, "/mail-queue?status=dead", "", &world.admin));
    ASSERT_EQ(list["mails"].size(), 1U);
    EXPECT_EQ(list["dead"].integer(), 1);
    EXPECT_EQ(list["mails"][0]["lastError"].text(), "the mail server answered 550");

    const std::string retry = "/mail-queue/" + list["mails"][0]["id"].text() + "/retry";
    const auto retried = testing::data_of(testing::dispatch(table, http::Method::post, retry, "{}", &world.admin));
    EXPECT_EQ(retried["status"].text(), "queued");
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(server.delivered().size(), 1U);
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::post, retry, "{}", &world.admin); }), "CONFLICT");
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::get, "/mail-queue?limit=0", "", &world.admin); }),
              "VALIDATION_ERROR");
    const Actor manager = world.add_user("manager", "manager");
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::get, "/mail-queue", "", &manager); }), "FORBIDDEN");
}

}  // namespace
}  // namespace cafepos::mail
