#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "routes.h"
#include "rules.h"
#include "test_queue.h"
#include "testing/call.h"

namespace cafepos::mail {
namespace {

using Behaviour = testing::FakeSmtp::Behaviour;
using namespace std::chrono_literals;

using MailerTest = QueueTest;

bool eventually(const std::function<bool()>& holds) {
    for (int i = 0; i < 400 && !holds(); ++i) std::this_thread::sleep_for(25ms);
    return holds();
}

TEST_F(MailerTest, SendsBothFormsAndTheImage) {
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    Message mail = message("Grüße\r\nBcc: all@cafe.example");
    mail.text_body = "Grüße\nvon uns\n";
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
    EXPECT_TRUE(delivered.header("Content-Type").starts_with("multipart/alternative; boundary=")) << delivered.data;
    for (const char* part :
         {"multipart/related", "text/plain; charset=utf-8", "text/html; charset=utf-8", "image/png", "Content-ID: <chart>"}) {
        EXPECT_NE(delivered.data.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(delivered.part("text/plain"), "Grüße\r\nvon uns\r\n");
    EXPECT_EQ(delivered.data.find("=0A"), std::string::npos) << "line breaks, not characters";
    EXPECT_EQ(delivered.part("text/html"), mail.html_body);
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
    EXPECT_EQ(mailer.state(), "error");
    EXPECT_EQ(mailer.trouble(), "the mail server refused the recipient") << "anybody may read this";
    EXPECT_EQ(queue()[0].last_error, "the mail server refused the recipient: 451 come back later");
    EXPECT_EQ(queue()[0].next_attempt_at, world.clock.now() + 1min);
    world.clock.advance(1min);
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(mailer.state(), "configured");
}

// What waited when the clock was put back stood still until it had caught up.
TEST_F(MailerTest, AClockPutBackHoldsNothingUp) {
    const testing::FakeSmtp server({Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message("tried once"));
    EXPECT_TRUE(mailer.send_next());
    enqueue(mailer, message("not tried yet"));
    world.clock.advance(-2h);
    EXPECT_TRUE(mailer.send_next());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_FALSE(mailer.send_next());
    for (const ListedMail& mail : queue()) EXPECT_EQ(mail.status, "sent") << mail.subject;
    EXPECT_EQ(server.delivered().size(), 2U);
}

TEST_F(MailerTest, AClockPutBackSendsNothingTwice) {
    const testing::FakeSmtp server({Behaviour::refuse_451, Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    world.clock.advance(-2h);
    EXPECT_TRUE(mailer.send_next());
    EXPECT_FALSE(mailer.send_next()) << "it waits by the new time";
    ASSERT_TRUE(world.db().writing(
        [&](db::Transaction& transaction) { return claim_due(transaction, world.clock.now() + 1h, world.clock.now() + 3h); }));
    world.clock.advance(-1h);
    EXPECT_FALSE(mailer.send_next()) << "somebody is sending it";
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

TEST_F(MailerTest, ARefusedRecipientIsNoTroubleOfTheServerButARefusedSenderIs) {
    const testing::FakeSmtp server({Behaviour::refuse_550, Behaviour::refuse_sender});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(mailer.state(), "configured");
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(queue()[0].last_error, "the mail server refused the sender of EMAIL_FROM: 553 not one of ours");
    EXPECT_EQ(queue()[0].status, "dead");
    EXPECT_EQ(mailer.state(), "error");
    enqueue(mailer, message());
    EXPECT_TRUE(mailer.send_next());
    EXPECT_EQ(mailer.state(), "configured");
}

TEST_F(MailerTest, ATestMailIsTriedOnceAndSaysWhatTheServerSaid) {
    const testing::FakeSmtp server({Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    EXPECT_EQ(mailer.send_now(message()), "the mail server refused the recipient: 451 come back later");
    EXPECT_EQ(queue()[0].status, "dead") << "whoever tests has been told";
    world.clock.advance(1s);
    EXPECT_EQ(mailer.send_now(message()), std::nullopt);
    EXPECT_EQ(queue()[0].status, "sent");
    EXPECT_FALSE(mailer.send_next());
    EXPECT_EQ(server.delivered().size(), 1U);

    SmtpOptions nowhere = options_for(server);
    nowhere.port = 1;
    Mailer lost(world.db(), world.clock, world.ids, nowhere);
    EXPECT_EQ(lost.send_now(message()), "the mail server cannot be reached");
}

TEST_F(MailerTest, MailsComeFromTheCafeByName) {
    const testing::FakeSmtp server;
    SmtpOptions options = options_for(server);
    options.from = "noreply@café.example";
    Mailer mailer(world.db(), world.clock, world.ids, options, [] { return Sender{"Bean, Leaf & Co.", "owner@cafe.example"}; });
    Message mail = message();
    mail.recipient = "partner@münchen.example";
    enqueue(mailer, mail);
    EXPECT_TRUE(mailer.send_next());
    ASSERT_EQ(server.delivered().size(), 1U);
    const auto delivered = server.delivered()[0];
    EXPECT_EQ(delivered.header("From"), R"("Bean, Leaf & Co." <noreply@xn--caf-dma.example>)");
    EXPECT_EQ(delivered.header("Reply-To"), "owner@cafe.example");
    EXPECT_EQ(delivered.to, "partner@xn--mnchen-3ya.example");
    EXPECT_EQ(delivered.header("To"), "partner@xn--mnchen-3ya.example");
    EXPECT_EQ(queue()[0].recipient, "partner@münchen.example") << "as it was typed";
}

struct Secrets : MailerTest {
    int written = 0;
    Compose write = [this](db::Transaction&, const std::string& recipient) -> std::optional<Content> {
        if (recipient != "owner@cafe.example") return std::nullopt;
        return Content{"A link", "plantedsecret " + std::to_string(++written), "<p>plantedsecret</p>"};
    };
    static Message secret_for(const std::string& recipient) {
        return {.kind = "secret", .recipient = recipient, .subject = "A link", .text_body = "", .html_body = ""};
    }
};

TEST_F(Secrets, AreWrittenWhenTheyAreSentAndStoredNowhere) {
    const testing::FakeSmtp server({Behaviour::refuse_451});
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    mailer.write_when_sent("secret", write);
    enqueue(mailer, secret_for("owner@cafe.example"));
    EXPECT_TRUE(mailer.send_next());
    static const db::Statement stored{"mail.test.stored",
                                      "SELECT COUNT(*) FROM mail_queue WHERE text_body <> '' OR html_body <> ''"};
    world.db().read([](db::Transaction& transaction) { EXPECT_EQ(transaction.query_one(stored)->integer(0), 0); });
    world.clock.advance(1min);
    EXPECT_TRUE(mailer.send_next());
    ASSERT_EQ(server.delivered().size(), 1U);
    EXPECT_EQ(server.delivered()[0].part("text/plain"), "plantedsecret 2") << "each attempt has its own";
}

TEST_F(Secrets, ForNobodyLeaveNoTrace) {
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    mailer.write_when_sent("secret", write);
    enqueue(mailer, secret_for("nobody@cafe.example"));
    EXPECT_TRUE(mailer.send_next());
    EXPECT_FALSE(mailer.send_next());
    EXPECT_TRUE(queue().empty());
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(Secrets, AreNotLoggedWithoutAMailServerEither) {
    std::ostringstream log;
    const auto usual = spdlog::default_logger();
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
    spdlog::set_level(spdlog::level::trace);
    Mailer mailer(world.db(), world.clock, world.ids, {});
    mailer.write_when_sent("secret", write);
    enqueue(mailer, secret_for("owner@cafe.example"));
    Message receipt = message();
    receipt.text_body = "plantedsecret";
    enqueue(mailer, receipt);
    while (mailer.send_next()) {
    }
    spdlog::set_default_logger(usual);
    EXPECT_NE(log.str().find("only logged"), std::string::npos);
    EXPECT_EQ(log.str().find("plantedsecret"), std::string::npos) << log.str();
    EXPECT_EQ(written, 0) << "no secret is made that nobody gets";
}

TEST_F(MailerTest, AProbeGoesAllTheWayAndSendsNothing) {
    testing::FakeSmtp server;
    SmtpOptions options = options_for(server);
    EXPECT_EQ(probe(options), std::nullopt);
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(server.delivered().size(), 0U);
    server.behave_next(Behaviour::hang);
    EXPECT_EQ(probe(options), "the mail server did not answer in time");
    options.port = 1;
    EXPECT_EQ(probe(options), "the mail server cannot be reached");
    options.from = "not an address";
    EXPECT_EQ(probe(options), "EMAIL_FROM is not a mail address");
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
    world.db().write([&](db::Transaction& late) { mail::queue.failed(late, claimed->claim, "late", world.clock.now(), true); });
    EXPECT_EQ(queue()[0].status, "sent");
    EXPECT_EQ(server.delivered().size(), 1U);
}

// The embedded database belongs to one process, so at its start nobody else can be sending.
TEST_F(MailerTest, AStartFreesTheClaimsOfTheDeadWhereNobodyElseCanLive) {
    const testing::FakeSmtp server;
    Mailer mailer(world.db(), world.clock, world.ids, options_for(server));
    enqueue(mailer, message());
    const auto claimed = world.db().writing(
        [&](db::Transaction& transaction) { return claim_due(transaction, world.clock.now(), world.clock.now() + 2min); });
    ASSERT_TRUE(claimed);
    mailer.start();
    if (world.db().engine() == db::Database::Engine::sqlite) {
        ASSERT_TRUE(eventually([&] { return queue()[0].status == "sent"; }));
        EXPECT_EQ(queue()[0].attempts, 2);
        EXPECT_EQ(server.delivered().size(), 1U);
    } else {
        std::this_thread::sleep_for(200ms);
        EXPECT_EQ(queue()[0].status, "sending") << "it may be another process that is sending";
        EXPECT_EQ(server.connections(), 0);
    }
}

TEST_F(MailerTest, AClaimOutlivesTheLongestAttemptButNotByMuch) {
    auto server = std::make_unique<testing::FakeSmtp>(std::vector{Behaviour::hang});
    SmtpOptions options = options_for(*server);
    options.timeout_seconds_max = 10;
    Mailer mailer(world.db(), world.clock, world.ids, options);
    Mailer other(world.db(), world.clock, world.ids, options);
    enqueue(mailer, message());
    mailer.start();
    ASSERT_TRUE(eventually([&] { return server->connections() == 1; }));
    world.clock.advance(29s);
    EXPECT_FALSE(other.send_next()) << "the first may still be at it";
    world.clock.advance(1s);
    EXPECT_TRUE(other.send_next());
    EXPECT_EQ(server->delivered().size(), 1U);
    server.reset();  // the first learns that it failed, too late to change anything
    mailer.stop();
    EXPECT_EQ(queue()[0].status, "sent");
}

TEST_F(MailerTest, TwoProcessesShareTheQueueWithoutSendingTwice) {
    const testing::FakeSmtp server;
    Mailer first(world.db(), world.clock, world.ids, options_for(server));
    Mailer second(world.db(), world.clock, world.ids, options_for(server));
    first.start();
    second.start();
    for (int i = 0; i < 40; ++i) enqueue(i % 2 == 0 ? first : second, message("mail " + std::to_string(i)));
    eventually([&] { return server.delivered().size() >= 40; });
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
    EXPECT_EQ(list["mails"][0]["lastError"].text(), "the mail server refused the recipient: 550 nobody of that name");

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
