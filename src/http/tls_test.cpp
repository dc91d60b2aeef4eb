#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>

#include <thread>

#include "test_server.h"

// What holds for plain connections holds for those by TLS, and what only they have.

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* first_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghUo/yECbLdVDTuTd
sqnxXzmsNPNZ/fC1uiPvRa/djuShRANCAAT4Hn6ydchfsQ345Tux37q7l5hDt3bP
TPlqZCTLZ5gv6cY33vSkFnmL3ZP45143DXmRIs/KBWkFVtnf3ycCXQ0h
-----END PRIVATE KEY-----
)";
constexpr const char* first_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUZ4/fu+nt5/qNmOiFTi3UlB5bGSIwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGdGVzdCAxMCAXDTI2MTEyNjEwMzkyMloYDzIxMjYxMTAyMTAz
OTIyWjARMQ8wDQYDVQQDDAZ0ZXN0IDEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT4Hn6ydchfsQ345Tux37q7l5hDt3bPTPlqZCTLZ5gv6cY33vSkFnmL3ZP45143
DXmRIs/KBWkFVtnf3ycCXQ0ho2kwZzAdBgNVHQ4EFgQU2CPSh74Eaf6aBspxQsUK
DTfXgD8wHwYDVR0jBBgwFoAU2CPSh74Eaf6aBspxQsUKDTfXgD8wDwYDVR0TAQH/
BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwIDSAAwRQIh
AK1pM85/REEgoGtkbUqVR0Oly8vneysFv8Vpx+l2LZQIAiB1Q3rYDadfXyWB2gY/
XdshcnnsKWg01JNK37NnfhuMqQ==
-----END CERTIFICATE-----
)";
constexpr const char* other_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggLBvdav6nP2PZX41
LMyKI7YORkzLzyOIeGg4qg5WIXmhRANCAAT896VB3SZtkpBa07Quy9Bjg3WWCKMA
eEmKAtZz2s19trYRpdqRi3n9Slqs0XcLUmQLo/GmXO72QMVx1p9I7Mkf
-----END PRIVATE KEY-----
)";
constexpr const char* other_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBkDCCATWgAwIBAgIUFP6dVyBHOz26SW+7JctNTPXf8P8wCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGdGVzdCAyMCAXDTI2MTEyNjEwMzkyMloYDzIxMjYxMTAyMTAz
OTIyWjARMQ8wDQYDVQQDDAZ0ZXN0IDIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT896VB3SZtkpBa07Quy9Bjg3WWCKMAeEmKAtZz2s19trYRpdqRi3n9Slqs0XcL
UmQLo/GmXO72QMVx1p9I7Mkfo2kwZzAdBgNVHQ4EFgQUBlJ4/KI0IMIQ3NrHYzGO
3ASjgoYwHwYDVR0jBBgwFoAUBlJ4/KI0IMIQ3NrHYzGO3ASjgoYwDwYDVR0TAQH/
BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwIDSQAwRgIh
ANsrZcQmc+PCRWDsiF6RBYPyrPx4XM0FJHq2h8JL6dWhAiEAth1GFkQ7/gwsc0UF
kVwuRLc5ffKynNoKo1YSSb+MB90=
-----END CERTIFICATE-----
)";
constexpr const char* key_with_password = R"(-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,1370B395260B086EB6D5A107177891AD

Z4NBZb7WSuXh4PZBi8HR2my/dmsY19GgP9hhSLvCQUEQK/rpvQbYDzUwmbY+hQLP
EoCBWW5ZWa/od+aH8QPpRm7S3uy0q03KOuEp1zufErEQPAH9H93r2Og2RnGdc6vW
QuebfMdAutF+nD7gl1DSMyjp5sXBqYrbRGVUF912nfo=
-----END EC PRIVATE KEY-----
)";

std::shared_ptr<const TlsCertificate> certificate(const std::string& chain, const std::string& key) {
    return std::make_shared<const TlsCertificate>(TlsCertificate::Source{chain, key, "tls.crt", "tls.key"});
}

ServerOptions tls_options() {
    signal(SIGPIPE, SIG_IGN);  // as the program does
    ServerOptions options = TestServer::quick_options();
    options.certificate = certificate(first_certificate, first_key);
    options.tls_port = 0;
    options.limits.handshake_timeout_ms_max = 1'000;
    return options;
}

/// Speaks TLS over the plain client's socket.
class TlsClient : public RawClient {
public:
    struct Wishes {
        int version_max = 0;
        const char* ciphers = nullptr;  ///< of TLS 1.2 and older
        const char* alpn = nullptr;
        SSL_SESSION* session = nullptr;
        bool shakes_hands = true;
    };
    explicit TlsClient(const TestServer& server) : TlsClient(server, Wishes{}) {}
    TlsClient(const TestServer& server, const Wishes& wishes) : RawClient(server.server->tls_port()) {
        SSL_CTX_set_max_proto_version(context_.get(), wishes.version_max);
        if (wishes.ciphers != nullptr) SSL_CTX_set_cipher_list(context_.get(), wishes.ciphers);
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_fd(ssl_.get(), socket());
        if (wishes.alpn != nullptr) {
            const std::string protocol(wishes.alpn);
            const std::string list = static_cast<char>(protocol.size()) + protocol;
            SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(list.data()),
                                static_cast<unsigned>(list.size()));
        }
        if (wishes.session != nullptr) SSL_set_session(ssl_.get(), wishes.session);
        if (wishes.shakes_hands) connected_ = SSL_connect(ssl_.get()) == 1;
        ERR_clear_error();
    }

    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] SSL* ssl() const { return ssl_.get(); }
    [[nodiscard]] std::string subject() const {
        const std::unique_ptr<X509, decltype(&X509_free)> shown(SSL_get1_peer_certificate(ssl_.get()), X509_free);
        std::string name(64, '\0');
        const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, name.data(), 64);
        return name.substr(0, static_cast<std::size_t>(size));
    }

protected:
    bool has_input(std::chrono::milliseconds span) override { return SSL_pending(ssl()) > 0 || RawClient::has_input(span); }
    std::ptrdiff_t send_bytes(std::string_view bytes) override {
        return SSL_write(ssl(), bytes.data(), static_cast<int>(bytes.size()));
    }
    std::ptrdiff_t read_bytes(char* into, std::size_t size) override { return SSL_read(ssl(), into, static_cast<int>(size)); }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, SSL_free};
    bool connected_ = false;
};

TEST(Tls, AnswersOneRequestAfterTheOtherBesideThePlainPort) {
    TestServer server(tls_options());
    TlsClient client(server, {.alpn = "http/1.1"});
    ASSERT_TRUE(client.connected());
    EXPECT_STREQ(SSL_get_version(client.ssl()), "TLSv1.3");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.request(get("/ping")).status, 200);
    EXPECT_EQ(client.request(get("/ping") + get("/ping")).status, 200) << "pipelined";
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(RawClient(server.port()).request(get("/ping")).status, 200);
}

TEST(Tls, TellsBrowsersToStayThereIfTheOwnerWishes) {
    TestServer unset(tls_options());
    EXPECT_EQ(TlsClient(unset).request(get("/ping")).header("strict-transport-security"), "");
    ServerOptions options = tls_options();
    options.hsts_seconds = 600;
    TestServer server(std::move(options));
    for (const char* target : {"/ping", "/nothing"}) {
        EXPECT_EQ(TlsClient(server).request(get(target)).header("strict-transport-security"), "max-age=600") << target;
        EXPECT_EQ(RawClient(server.port()).request(get(target)).header("strict-transport-security"), "") << target;
    }
}

TEST(Tls, WhoIsHeldToItGetsNothingElseByPlainHttp) {
    ServerOptions options = tls_options();
    options.needs_tls = [](const std::string& peer) { return peer == "127.0.0.1"; };
    TestServer server(std::move(options));
    RawClient plain(server.port());
    const auto refused = plain.request("POST /echo HTTP/1.1\r\nHost: till.local\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("TLS_REQUIRED"), std::string::npos);
    const auto page = RawClient(server.port()).request("GET /app/till/?a=1 HTTP/1.1\r\nHost: till.local:8880\r\n\r\n");
    EXPECT_EQ(page.status, 307);
    EXPECT_EQ(page.header("location"), "https://till.local:" + std::to_string(server.server->tls_port()) + "/app/till/?a=1");
    EXPECT_EQ(TlsClient(server).request(get("/ping")).status, 200);
}

TEST(Tls, SpeaksNothingOlderThan1_2AndOnlyHttp1) {
    TestServer server(tls_options());
    EXPECT_TRUE(TlsClient(server, {.version_max = TLS1_2_VERSION}).connected());
    EXPECT_FALSE(TlsClient(server, {.version_max = TLS1_1_VERSION, .ciphers = "ALL:@SECLEVEL=0"}).connected());
    EXPECT_FALSE(TlsClient(server, {.alpn = "h2"}).connected());
    TlsClient client(server, {.alpn = "http/1.1"});
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(client.ssl(), &chosen, &size);
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(chosen), size), "http/1.1");
}

TEST(Tls, TakesOfTls1_2TheGoodCiphersOnly) {
    TestServer server(tls_options());
    const auto connects = [&](const std::string& cipher) {
        const std::string list = cipher + ":@SECLEVEL=0";
        return TlsClient(server, {.version_max = TLS1_2_VERSION, .ciphers = list.c_str()}).connected();
    };
    for (const char* good : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"})
        EXPECT_TRUE(connects(good)) << good;
    // Without authenticated encryption, or with a shorter proof of it.
    for (const char* old :
         {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM8", "ECDHE-ECDSA-NULL-SHA"})
        EXPECT_FALSE(connects(old)) << old;
    for (const char* without_forward_secrecy : {"AES128-GCM-SHA256", "AES256-SHA"})
        EXPECT_FALSE(connects(without_forward_secrecy)) << without_forward_secrecy;
}

TEST(Tls, ResumesASession) {
    TestServer server(tls_options());
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsClient first(server, {.version_max = version});
        EXPECT_EQ(first.request(get("/ping")).status, 200);
        const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> session(SSL_get1_session(first.ssl()), SSL_SESSION_free);
        TlsClient second(server, {.version_max = version, .session = session.get()});
        EXPECT_EQ(second.request(get("/ping")).status, 200);
        EXPECT_EQ(SSL_session_reused(second.ssl()), 1) << version;
    }
}

TEST(Tls, TakesALargeBodyAndGivesALongOne) {
    TestServer server(tls_options());
    TlsClient client(server);
    const std::string text(50'000, 'b');
    const Answer echoed = client.request(post("/echo", "{\"text\":\"" + text + "\"}", "Content-Type: application/json\r\n"));
    EXPECT_EQ(echoed.status, 200);
    EXPECT_NE(echoed.body.find(text), std::string::npos);
    const Answer exported = client.request(get("/export"));
    EXPECT_TRUE(exported.body.starts_with("line 1\nline 2\n"));
    EXPECT_TRUE(exported.body.ends_with("line 999\nline 1000\n"));
    server.turnstile.open();
    const Answer large = client.request(get("/wait"));
    EXPECT_NE(large.body.find(std::string(100'000, 'w')), std::string::npos);
    EXPECT_EQ(client.request(get("/ping")).status, 200);
}

TEST(Tls, CarriesEventsAsTheyHappen) {
    TestServer server(tls_options());
    TlsClient client(server);
    client.send(get("/events"));
    std::string heard = client.read_some();
    while (heard.find("hello") == std::string::npos) heard += client.read_some();
    EXPECT_TRUE(server.first_stream()("data: sold\n\n"));
    EXPECT_NE(client.read_some().find("sold"), std::string::npos);
}

TEST(Tls, MakesNothingForClientsThatDoNotRead) {
    TestServer server(tls_options());
    TlsClient client(server);
    client.send(get("/endless"));
    ASSERT_TRUE(eventually([&] { return server.pieces_made > 0; }));
    std::this_thread::sleep_for(300ms);
    const int made = server.pieces_made;
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(server.pieces_made, made) << "nobody reads, so nothing is made";
    TlsClient other(server);
    EXPECT_EQ(other.request(get("/ping")).status, 200);
}

TEST(Tls, GivesUpAHandshakeThatDoesNotComeAndServesOthersMeanwhile) {
    TestServer server(tls_options());
    TlsClient silent(server, {.shakes_hands = false});
    RawClient slow(server.server->tls_port());
    slow.send("\x16\x03\x01\x02");
    TlsClient quick(server);
    EXPECT_EQ(quick.request(get("/ping")).status, 200);
    EXPECT_FALSE(slow.closed_within(100ms));
    EXPECT_TRUE(slow.closed_within(4s));
    RawClient hostile(server.server->tls_port());
    hostile.send(std::string(2'000, '\xff'));
    EXPECT_TRUE(eventually([&] { return hostile.closed_within(50ms) || !hostile.read_some().empty(); }));
    EXPECT_EQ(quick.request(get("/ping")).status, 200);
}

TEST(Tls, AnswersASlowHeadAndASlowBody408) {
    TestServer server(tls_options());
    TlsClient client(server);
    client.send("GET /ping HTTP/1.1\r\nHost:");
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.closed_within(2s));
    TlsClient other(server);
    other.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{");
    EXPECT_EQ(other.read().status, 408);
}

TEST(Tls, ClosesAnIdleConnectionAndSaysSo) {
    ServerOptions options = tls_options();
    options.limits.idle_timeout_ms_max = 300;
    TestServer server(std::move(options));
    TlsClient client(server);
    EXPECT_EQ(client.request(get("/ping")).status, 200);
    EXPECT_TRUE(client.closed_within(2s));
    TlsClient last(server);
    EXPECT_EQ(last.request(get("/ping", "Connection: close\r\n")).status, 200);
    EXPECT_TRUE(last.closed_within(2s));
    EXPECT_EQ(SSL_get_shutdown(last.ssl()) & SSL_RECEIVED_SHUTDOWN, SSL_RECEIVED_SHUTDOWN) << "the end is not forged";
}

TEST(Tls, TellsWhoSpeaksPlainHttpThere) {
    TestServer server(tls_options());
    RawClient client(server.server->tls_port());
    const Answer answer = client.request(get("/ping"));
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find("https://"), std::string::npos);
    EXPECT_TRUE(client.closed_within(2s));
}

TEST(Tls, TakesTheTargetWithItsScheme) {
    TestServer server(tls_options());
    TlsClient client(server);
    EXPECT_EQ(client.request("GET https://till/ping HTTP/1.1\r\nHost: till\r\n\r\n").status, 200);
    EXPECT_EQ(TlsClient(server).request("GET http://till/ping HTTP/1.1\r\nHost: till\r\n\r\n").status, 400);
    EXPECT_EQ(client.request("GET https://other/ping HTTP/1.1\r\nHost: till\r\n\r\n").status, 400);
}

TEST(Tls, ShowsNewClientsANewCertificateAndKeepsThoseThatAreThere) {
    TestServer server(tls_options());
    TlsClient before(server);
    EXPECT_EQ(before.subject(), "test 1");
    server.server->use(certificate(other_certificate, other_key));
    EXPECT_TRUE(eventually([&] { return TlsClient(server).subject() == "test 2"; }));
    EXPECT_EQ(before.request(get("/ping")).status, 200);
}

TEST(Tls, FinishesWhatWasAcceptedWhenItStops) {
    TestServer server(tls_options());
    TlsClient idle(server);
    EXPECT_EQ(idle.request(get("/ping")).status, 200);
    TlsClient silent(server, {.shakes_hands = false});
    TlsClient busy(server);
    busy.send(get("/wait"));
    server.turnstile.await_waiting(1);
    std::thread stopping([&] { server.server->stop(); });
    EXPECT_TRUE(idle.closed_within(1s));
    EXPECT_TRUE(silent.RawClient::closed_within(1s));
    server.turnstile.open();
    const Answer answer = busy.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find(std::string(100'000, 'w')), std::string::npos);
    EXPECT_EQ(answer.header("connection"), "close");
    stopping.join();
}

TEST(Tls, CountsItsConnectionsAmongAll) {
    ServerOptions options = tls_options();
    options.limits.connections_max = 3;
    TestServer server(std::move(options));
    TlsClient oldest(server);
    EXPECT_EQ(oldest.request(get("/ping")).status, 200);
    std::vector<std::unique_ptr<TlsClient>> newer;
    for (int i = 0; i < 3; ++i) newer.push_back(std::make_unique<TlsClient>(server));
    EXPECT_EQ(newer.back()->request(get("/ping")).status, 200);
    EXPECT_TRUE(oldest.closed_within(1s)) << "the quietest made room";
}

TEST(TlsCertificate, SaysWhichFileIsWrongAndWhy) {
    const auto why = [](const std::string& chain, const std::string& key) -> std::string {
        try {
            certificate(chain, key);
            return "";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    };
    EXPECT_EQ(why(first_certificate, first_key), "");
    EXPECT_EQ(why(std::string(first_certificate) + other_certificate, first_key), "") << "with its chain";
    EXPECT_EQ(why("nothing", first_key), "tls.crt: there is no certificate in PEM form in it");
    EXPECT_EQ(why(first_certificate, "nothing"), "tls.key: there is no key in PEM form in it");
    EXPECT_EQ(why(first_certificate, other_key), "tls.key: the key does not belong to the certificate in tls.crt");
    EXPECT_EQ(why(first_certificate, key_with_password), "tls.key: the key has a password; it must have none");
}

}  // namespace
}  // namespace cafepos::http::test
