// Against a mail server that speaks TLS and asks who is there.

#include "test_queue.h"

namespace cafepos::mail {
namespace {

using Options = testing::FakeSmtpOptions;
using Behaviour = testing::FakeSmtp::Behaviour;
using namespace std::chrono_literals;

struct SmtpTlsTest : QueueTest {
    static Options asking(Options::Tls tls, const std::string& mechanisms = "PLAIN LOGIN") {
        return {.tls = tls, .mechanisms = mechanisms, .username = "till", .password = "plantedsecret"};
    }

    static SmtpOptions options_for(const testing::FakeSmtp& server, Encryption encryption) {
        SmtpOptions options = QueueTest::options_for(server);
        options.encryption = encryption;
        options.ca_file = server.certificate_file();
        options.username = "till";
        options.password = "plantedsecret";
        options.timeout_seconds_max = 10;  // handshakes under the sanitizers, beside other tests
        return options;
    }

    /// One attempt at one mail: what the queue says about it then.
    ListedMail tried(const SmtpOptions& options) {
        Mailer mailer(world.db(), world.clock, world.ids, options);
        enqueue(mailer, message());
        EXPECT_TRUE(mailer.send_next());
        const std::string error = queue()[0].last_error.value_or("");
        EXPECT_TRUE(error.starts_with(mailer.trouble())) << mailer.trouble() << " and " << error;
        return queue()[0];
    }

    void expect_refused(const testing::FakeSmtp& server, const SmtpOptions& options, const std::string& error) {
        const ListedMail mail = tried(options);
        EXPECT_EQ(mail.last_error, error);
        EXPECT_EQ(mail.status, "queued") << "the owner can mend it within a day";
        EXPECT_EQ(mail.next_attempt_at, world.clock.now() + 1min);
        EXPECT_EQ(server.delivered().size(), 0U);
    }

    static void expect_no_secret(const std::vector<std::string>& commands) {
        for (const std::string& command : commands) {
            EXPECT_NE(command.substr(0, 4), "AUTH");
            EXPECT_NE(command.substr(0, 4), "MAIL");
            EXPECT_EQ(command.find("cGxhbnRlZHNlY3JldA"), std::string::npos) << "the password in base64";
        }
    }
};

TEST_F(SmtpTlsTest, StartTlsAndEachWayToSignInDeliver) {
    for (const char* mechanism : {"PLAIN", "LOGIN"}) {
        SCOPED_TRACE(mechanism);
        const testing::FakeSmtp server({}, asking(Options::Tls::starttls, mechanism));
        const ListedMail mail = tried(options_for(server, Encryption::starttls));
        EXPECT_EQ(mail.status, "sent") << mail.last_error.value_or("");
        EXPECT_EQ(server.delivered().size(), 1U);
        // The server offers AUTH in the clear as well: the client must not fall for it.
        ASSERT_EQ(server.commands_in_clear().size(), 2U);
        EXPECT_EQ(server.commands_in_clear()[1], "STARTTLS");
        expect_no_secret(server.commands_in_clear());
        const auto commands = server.commands();
        EXPECT_EQ(std::count(commands.begin(), commands.end(), std::string("AUTH ") + mechanism), 1);
        world.clock.advance(1s);
    }
}

TEST_F(SmtpTlsTest, ImplicitTlsDelivers) {
    const testing::FakeSmtp server({}, asking(Options::Tls::implicit));
    const ListedMail mail = tried(options_for(server, Encryption::implicit));
    EXPECT_EQ(mail.status, "sent") << mail.last_error.value_or("");
    EXPECT_EQ(server.delivered().size(), 1U);
    EXPECT_EQ(server.commands_in_clear(), std::vector<std::string>{});
}

TEST_F(SmtpTlsTest, AWrongPasswordIsSaidAndTriedAgain) {
    for (const char* mechanism : {"PLAIN", "LOGIN"}) {
        SCOPED_TRACE(mechanism);
        const testing::FakeSmtp server({}, asking(Options::Tls::starttls, mechanism));
        SmtpOptions options = options_for(server, Encryption::starttls);
        options.password = "guessed";
        expect_refused(server, options, "the mail server refused the user name or password: 535 wrong name or password");
        EXPECT_EQ(probe(options), "the mail server refused the user name or password: 535 wrong name or password");
        world.clock.advance(1s);
    }
}

TEST_F(SmtpTlsTest, AMailThatWaitedForTheRightPasswordArrives) {
    const testing::FakeSmtp server({}, asking(Options::Tls::starttls));
    SmtpOptions options = options_for(server, Encryption::starttls);
    options.password = "guessed";
    tried(options);
    world.clock.advance(1min);
    Mailer mended(world.db(), world.clock, world.ids, options_for(server, Encryption::starttls));
    EXPECT_TRUE(mended.send_next());
    EXPECT_EQ(queue()[0].status, "sent");
    EXPECT_EQ(server.delivered().size(), 1U);
}

TEST_F(SmtpTlsTest, AnUntrustedCertificateGetsNothing) {
    const testing::FakeSmtp impostor({}, asking(Options::Tls::starttls));
    const testing::FakeSmtp trusted({}, asking(Options::Tls::starttls));
    SmtpOptions options = options_for(impostor, Encryption::starttls);
    for (const std::string& ca_file : {trusted.certificate_file(), std::string()}) {
        options.ca_file = ca_file;
        expect_refused(impostor, options, "the mail server's certificate is not trusted");
        world.clock.advance(1s);
    }
    expect_no_secret(impostor.commands());
}

TEST_F(SmtpTlsTest, AnUntrustedCertificateGetsNothingByImplicitTlsEither) {
    const testing::FakeSmtp server({}, asking(Options::Tls::implicit));
    SmtpOptions options = options_for(server, Encryption::implicit);
    options.ca_file.clear();
    expect_refused(server, options, "the mail server's certificate is not trusted");
    EXPECT_EQ(server.commands(), std::vector<std::string>{});
}

TEST_F(SmtpTlsTest, ACertificateForAnotherNameGetsNothing) {
    Options elsewhere = asking(Options::Tls::starttls);
    elsewhere.certificate_names = "DNS:mail.elsewhere.example,IP:192.0.2.1";
    const testing::FakeSmtp server({}, elsewhere);
    expect_refused(server, options_for(server, Encryption::starttls),
                   "the mail server's certificate is for another name than SMTP_SERVER");
    expect_no_secret(server.commands());
}

TEST_F(SmtpTlsTest, AServerIsKnownByItsNameAsWell) {
    Options named = asking(Options::Tls::starttls);
    named.certificate_names = "DNS:localhost";
    const testing::FakeSmtp server({}, named);
    SmtpOptions options = options_for(server, Encryption::starttls);
    options.server = "localhost";
    const ListedMail mail = tried(options);
    EXPECT_EQ(mail.status, "sent") << mail.last_error.value_or("");
}

TEST_F(SmtpTlsTest, NothingIsSaidInTheClearToAServerWithoutTls) {
    const testing::FakeSmtp server({}, asking(Options::Tls::none));
    SmtpOptions options = QueueTest::options_for(server);
    options.username = "till";
    options.password = "plantedsecret";
    options.encryption = Encryption::starttls;
    expect_refused(server, options, "the mail server offers no encryption (STARTTLS)");
    world.clock.advance(1s);
    options.encryption = Encryption::implicit;
    expect_refused(server, options, "no encryption could be agreed on with the mail server: do SMTP_PORT and SMTP_USE_TLS fit?");
    expect_no_secret(server.commands());
}

TEST_F(SmtpTlsTest, AMissingFileOfCertificatesIsNamed) {
    const testing::FakeSmtp server({}, asking(Options::Tls::starttls));
    SmtpOptions options = options_for(server, Encryption::starttls);
    options.ca_file += ".gone";
    expect_refused(server, options, "SMTP_CA_FILE cannot be read or holds no certificate");
}

TEST_F(SmtpTlsTest, ARefusedRecipientIsDeadByTlsToo) {
    const testing::FakeSmtp server({Behaviour::refuse_550}, asking(Options::Tls::starttls));
    EXPECT_EQ(tried(options_for(server, Encryption::starttls)).status, "dead");
}

}  // namespace
}  // namespace cafepos::mail
