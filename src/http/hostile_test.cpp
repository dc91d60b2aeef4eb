#include <gtest/gtest.h>

#include <thread>

#include "test_server.h"

// What a client may try on the wire, one line each: the bytes, the answers they must get, and whether the connection ends.
// Answers are counted exactly, so a body that is taken for a second request fails its line.

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

enum class After { open, closed };

struct Hostile {
    std::string name;
    std::string bytes;
    std::vector<int> statuses;
    After after = After::closed;
};

const std::string smuggled = "GET /boom HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string good_json = R"({"text":"x"})";

std::string head(const std::string& header_lines) { return "POST /echo HTTP/1.1\r\n" + header_lines + "\r\n"; }
std::string chunked(const std::string& body) { return head("Host: h\r\nTransfer-Encoding: chunked\r\n") + body; }

std::vector<Hostile> smuggling() {
    const std::string length = "Content-Length: 12\r\n";
    return {
        {"CL and TE", head("Host: h\r\n" + length + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE and CL", head("Host: h\r\nTransfer-Encoding: chunked\r\n" + length) + "0\r\n\r\n" + smuggled, {400}},
        {"TE gzip with CL", head("Host: h\r\n" + length + "Transfer-Encoding: gzip\r\n") + good_json + smuggled, {400}},
        {"TE gzip", head("Host: h\r\nTransfer-Encoding: gzip\r\n") + smuggled, {400}},
        {"TE xchunked", head("Host: h\r\nTransfer-Encoding: xchunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE chunked, identity", head("Host: h\r\nTransfer-Encoding: chunked, identity\r\n") + smuggled, {400}},
        {"TE identity", head("Host: h\r\nTransfer-Encoding: identity\r\n") + smuggled, {400}},
        {"TE gzip, chunked", head("Host: h\r\nTransfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE chunked, chunked", head("Host: h\r\nTransfer-Encoding: chunked, chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE quoted", head("Host: h\r\nTransfer-Encoding: \"chunked\"\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE with parameter", head("Host: h\r\nTransfer-Encoding: chunked;q=1\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE empty", head("Host: h\r\nTransfer-Encoding:\r\n") + smuggled, {400}},
        {"TE twice",
         head("Host: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" + smuggled,
         {400}},
        {"TE twice, one foreign",
         head("Host: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n") + "0\r\n\r\n" + smuggled,
         {400}},
        {"TE behind a blank", head("Host: h\r\nTransfer-Encoding : chunked\r\n" + length) + good_json + smuggled, {400}},
        {"TE behind a tab", head("Host: h\r\nTransfer-Encoding\t: chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE folded", head("Host: h\r\nTransfer-Encoding:\r\n chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE with vertical tab", head("Host: h\r\nTransfer-Encoding: \vchunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled, {400}},
        {"TE with a bare LF", head("Host: h\r\nX: y\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"TE with a bare CR", head("Host: h\r\nX: y\rTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" + smuggled, {400}},
        {"CL twice, equal", head("Host: h\r\n" + length + length) + good_json + smuggled, {400}},
        {"CL twice, different", head("Host: h\r\n" + length + "Content-Length: 0\r\n") + good_json + smuggled, {400}},
        {"CL list", head("Host: h\r\nContent-Length: 12, 12\r\n") + good_json + smuggled, {400}},
        {"CL plus", head("Host: h\r\nContent-Length: +12\r\n") + good_json + smuggled, {400}},
        {"CL minus", head("Host: h\r\nContent-Length: -1\r\n") + smuggled, {400}},
        {"CL hexadecimal", head("Host: h\r\nContent-Length: 0xC\r\n") + good_json + smuggled, {400}},
        {"CL fraction", head("Host: h\r\nContent-Length: 12.0\r\n") + good_json + smuggled, {400}},
        {"CL empty", head("Host: h\r\nContent-Length:\r\n") + smuggled, {400}},
        {"CL of 20 digits", head("Host: h\r\nContent-Length: 18446744073709551628\r\n") + good_json + smuggled, {400}},
        {"CL of 18 digits", head("Host: h\r\nContent-Length: 999999999999999999\r\n"), {413}},
        {"CL with words", head("Host: h\r\nContent-Length: 12 12\r\n") + good_json + smuggled, {400}},
        {"CL folded", head("Host: h\r\nContent-Length: 1\r\n 2\r\n") + good_json + smuggled, {400}},
        {"CL with underscore is another header",
         head("Host: h\r\nContent_Length: 99\r\n" + length) + good_json + get("/ping"),
         {200, 200},
         After::open},
        {"a body on GET is no request",
         "GET /ping HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n" + smuggled,
         {400},
         After::open},
        {"bytes after a body are a request", post("/echo", good_json) + "GARBAGE\r\n\r\n", {200, 400}},
    };
}

std::vector<Hostile> chunks() {
    return {
        {"good chunks", chunked("6\r\n{\"text\r\n6\r\n\":\"x\"}\r\n0\r\n\r\n"), {200}, After::open},
        {"a chunk extension is ignored", chunked("c;a=b\r\n" + good_json + "\r\n0\r\n\r\n"), {200}, After::open},
        {"a chunk extension with a line's end between quotes",
         chunked("c;a=\"\n\"\r\n" + good_json + "\r\n0\r\n\r\n") + smuggled,
         {400}},
        {"a NUL between quotes", chunked("c;a=\"\0\"\r\n"s + good_json + "\r\n0\r\n\r\n") + smuggled, {400}},
        {"a line's end in the last chunk", chunked("c\r\n" + good_json + "\r\n0;a=\"\n\"\r\n\r\n") + smuggled, {400}},
        {"trailers are dropped",
         chunked("c\r\n" + good_json + "\r\n0\r\nAuthorization: Bearer good\r\nX: y\r\n\r\n") + get("/ping"),
         {200, 200},
         After::open},
        {"a length in the trailers", chunked("c\r\n" + good_json + "\r\n0\r\nContent-Length: 5\r\n\r\n") + smuggled, {400}},
        {"trailer cannot sign in",
         "POST /secret HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n" + good_json +
             "\r\n0\r\nAuthorization: Bearer good\r\n\r\n",
         {401}},
        {"chunk size is a word", chunked("zz\r\n{}\r\n0\r\n\r\n"), {400}},
        {"chunk size is negative", chunked("-2\r\n{}\r\n0\r\n\r\n"), {400}},
        {"chunk size has 0x", chunked("0x2\r\n{}\r\n0\r\n\r\n"), {400}},
        {"chunk size is empty", chunked("\r\n{}\r\n0\r\n\r\n"), {400}},
        {"chunk size overflows", chunked("10000000000000002\r\n{}\r\n0\r\n\r\n"), {400}},
        {"chunk size beyond the limit", chunked("10001\r\n"), {413}},
        {"chunk longer than it says", chunked("2\r\n{}xx\r\n0\r\n\r\n"), {400}},
        {"chunk size ends in a bare LF", chunked("2\n{}\r\n0\r\n\r\n") + smuggled, {400}},
        {"chunk data ends in a bare LF", chunked("2\r\n{}\n0\r\n\r\n") + smuggled, {400}},
        {"nothing but bare LFs", chunked("2\n{}\n0\n\n"), {408}},
        {"endless chunk extension", chunked("2;" + std::string(100'000, 'a')), {400}},
        {"chunks that never end", chunked("2\r\n{}\r\n"), {408}},
        {"stops within a chunk", chunked("9\r\n{}"), {408}},
    };
}

std::vector<Hostile> heads() {
    return {
        {"no Host", "GET /ping HTTP/1.1\r\n\r\n", {400}},
        {"no Host in HTTP/1.0", "GET /ping HTTP/1.0\r\n\r\n", {200}},
        {"a proxy's plain check", "OPTIONS / HTTP/1.0\r\n\r\n", {204}},
        {"two Hosts in HTTP/1.0", "GET /ping HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", {400}},
        {"empty Host in HTTP/1.0", "GET /ping HTTP/1.0\r\nHost:\r\n\r\n", {400}},
        {"bad Host in HTTP/1.0", "GET /ping HTTP/1.0\r\nHost: a/b\r\n\r\n", {400}},
        {"absolute target without Host in HTTP/1.0", "GET http://h/ping HTTP/1.0\r\n\r\n", {400}},
        {"two Hosts", "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}},
        {"two equal Hosts", "GET /ping HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", {400}},
        {"empty Host", "GET /ping HTTP/1.1\r\nHost:\r\n\r\n", {400}},
        {"Host with a path", "GET /ping HTTP/1.1\r\nHost: a/b\r\n\r\n", {400}},
        {"Host with user info", "GET /ping HTTP/1.1\r\nHost: a@b\r\n\r\n", {400}},
        {"Host with a list", "GET /ping HTTP/1.1\r\nHost: a, b\r\n\r\n", {400}},
        {"Host with a bad port", "GET /ping HTTP/1.1\r\nHost: a:8x\r\n\r\n", {400}},
        {"Host with an address", "GET /ping HTTP/1.1\r\nHost: [::1]:8880\r\n\r\n", {200}, After::open},
        {"Authorization twice", get("/mine", "Authorization: Bearer good\r\nAuthorization: Bearer weak\r\n"), {400}},
        {"Idempotency-Key twice", get("/ping", "Idempotency-Key: a\r\nIdempotency-Key: b\r\n"), {400}},
        {"folded header", get("/ping", "X: a\r\n b\r\n"), {400}},
        {"folded first header", "GET /ping HTTP/1.1\r\n Host: h\r\n\r\n", {400}},
        {"blank before the colon", get("/ping", "X : a\r\n"), {400}},
        {"header without a colon", get("/ping", "nonsense\r\n"), {400}},
        {"header without a name", get("/ping", ": x\r\n"), {400}},
        {"header name with a bracket", get("/ping", "X(y): a\r\n"), {400}},
        {"header name beyond ASCII", get("/ping", "X\xC3\xA9: a\r\n"), {400}},
        {"NUL in a header", get("/ping", "X: a\0b\r\n"s), {400}},
        {"NUL in the target", "GET /pi\0ng HTTP/1.1\r\nHost: h\r\n\r\n"s, {400}},
        {"escape in a header", get("/ping", "X: \x1b[31m\r\n"), {400}},
        {"DEL in a header", get("/ping", "X: \x7f\r\n"), {400}},
        {"bare LF lines", "GET /ping HTTP/1.1\nHost: h\n\n", {400}},
        {"bare CR lines", "GET /ping HTTP/1.1\rHost: h\r\r", {400}},
        {"UTF-8 in a header value", get("/ping", "X: caf\xC3\xA9\r\n"), {200}, After::open},
        {"no version", "GET /ping\r\nHost: h\r\n\r\n", {400}},
        {"HTTP/0.9", "GET /ping HTTP/0.9\r\nHost: h\r\n\r\n", {400}},
        {"HTTP/1.2", "GET /ping HTTP/1.2\r\nHost: h\r\n\r\n", {400}},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}},
        {"lower-case version", "GET /ping http/1.1\r\nHost: h\r\n\r\n", {400}},
        {"lower-case method", "get /ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"method with a bracket", "G(T /ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"very long method", std::string(17, 'G') + " /ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"two blanks", "GET  /ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"a blank in the target", "GET /pi ng HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"a tab in the request line", "GET\t/ping\tHTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"a fragment", get("/ping#x"), {400}},
        {"bytes beyond ASCII in the target", get("/p\xC3\xADng"), {400}},
        {"target without a slash", get("ping"), {400}},
        {"asterisk for GET", get("*"), {400}},
        {"absolute target of this host", "GET http://till:1/ping HTTP/1.1\r\nHost: till:1\r\n\r\n", {200}, After::open},
        {"absolute target of another host", "GET http://evil/ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"absolute target with user info", "GET http://h@evil/ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"https target", "GET https://h/ping HTTP/1.1\r\nHost: h\r\n\r\n", {400}},
        {"CONNECT", "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", {400}},
        {"TRACE", "TRACE /ping HTTP/1.1\r\nHost: h\r\n\r\n", {405}, After::open},
        {"a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, {400}},
        {"only blank lines", "\r\n\r\n\r\n\r\n", {}, After::open},
        {"a blank line before the request", "\r\n" + get("/ping"), {200}, After::open},
        {"upgrade to h2c is ignored",
         get("/ping", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n"),
         {200},
         After::open},
        {"an unknown expectation", head("Host: h\r\nExpect: tea\r\nContent-Length: 12\r\n") + good_json, {400}},
        {"Connection: close is obeyed", get("/ping", "Connection: close\r\n") + get("/ping"), {200}},
        {"a broken path escape", get("/things/%zz"), {404}, After::open},
        {"an escaped NUL in a path", get("/things/%00"), {404}, After::open},
        {"a broken query escape", post("/echo?q=%zz", good_json), {400}, After::open},
        {"an escaped NUL in a query", post("/echo?q=%00", good_json), {400}, After::open},
        {"overlong UTF-8 in a query", post("/echo?q=%c0%ae", good_json), {400}, After::open},
    };
}

std::vector<Hostile> sizes_and_times() {
    const Limits limits;
    const std::string frame = get("/ping", "X: \r\n");
    const auto head_of = [&](std::size_t bytes) { return get("/ping", "X: " + std::string(bytes - frame.size(), 'x') + "\r\n"); };
    const auto target_of = [](std::size_t bytes) { return get("/ping?" + std::string(bytes - 6, 'q')); };
    const auto body_of = [](std::size_t bytes) { return post("/echo", R"({"text":")" + std::string(bytes - 11, 'x') + "\"}"); };
    std::string many_headers;
    for (int i = 0; i < 99; ++i) many_headers += "X" + std::to_string(i) + ": y\r\n";
    return {
        {"a head of the limit - 1", head_of(limits.header_bytes_max - 1), {200}, After::open},
        {"a head of the limit", head_of(limits.header_bytes_max), {200}, After::open},
        {"a head of the limit + 1", head_of(limits.header_bytes_max + 1), {431}},
        {"a head without an end", "GET /ping HTTP/1.1\r\nHost: h\r\nX: " + std::string(40'000, 'x'), {431}},
        {"a request line without an end", "GET /" + std::string(40'000, 'x'), {431}},
        {"100 headers", get("/ping", many_headers), {200}, After::open},
        {"101 headers", get("/ping", many_headers + "Y: z\r\n"), {431}},
        {"a target of the limit - 1", target_of(limits.target_bytes_max - 1), {200}, After::open},
        {"a target of the limit", target_of(limits.target_bytes_max), {200}, After::open},
        {"a target of the limit + 1", target_of(limits.target_bytes_max + 1), {400}},
        {"a body of the limit - 1", body_of(65'535), {200}, After::open},
        {"a body of the limit", body_of(65'536), {200}, After::open},
        {"a body of the limit + 1", body_of(65'537), {413}},
        {"nothing after half a request line", "GET /pi", {408}},
        {"nothing after half a head", "GET /ping HTTP/1.1\r\nHost: h\r\n", {408}},
        {"nothing after half a body", head("Host: h\r\nContent-Length: 12\r\n") + "{", {408}},
        {"a small body for an unknown route", post("/nothing", good_json) + get("/ping"), {404, 200}, After::open},
        {"a large body for an unknown route", post("/nothing", std::string(70'000, 'x')) + get("/ping"), {404}},
        {"chunks for an unknown route",
         "POST /nothing HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
         {404}},
        {"Expect for a body that is too large", head("Host: h\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n"), {413}},
        {"Expect for an unknown route",
         "POST /nothing HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
         {404}},
        {"Expect without a body", get("/ping", "Expect: 100-continue\r\n"), {200}, After::open},
        {"deep JSON", post("/echo", std::string(60'000, '[')), {400}, After::open},
    };
}

class HostileTest : public ::testing::TestWithParam<Hostile> {
protected:
    // One server for all lines: it must have survived the ones before.
    static void SetUpTestSuite() { server = std::make_unique<TestServer>(); }
    static void TearDownTestSuite() { server.reset(); }
    static std::unique_ptr<TestServer> server;
};
std::unique_ptr<TestServer> HostileTest::server;

void expect_outcome(TestServer& server, const Hostile& line, RawClient& client) {
    for (const int status : line.statuses) EXPECT_EQ(client.read().status, status);
    if (line.after == After::closed) {
        EXPECT_TRUE(client.closed_within(2s)) << "it must close, and send nothing more";
    } else {
        EXPECT_FALSE(client.closed_within(20ms));
        EXPECT_EQ(client.request(get("/ping")).status, 200) << "the connection must still be in step";
    }
    EXPECT_EQ(RawClient(server.port()).request(get("/ping")).status, 200) << "others must be served";
}

TEST_P(HostileTest, GetsItsAnswerAtOnce) {
    RawClient client(server->port());
    client.send(GetParam().bytes);
    expect_outcome(*server, GetParam(), client);
}

TEST_P(HostileTest, GetsTheSameAnswerInSmallPieces) {
    const std::string& bytes = GetParam().bytes;
    const std::size_t piece = bytes.size() / 60 + 1;
    RawClient client(server->port());
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        client.send(std::string_view(bytes).substr(at, piece));
        std::this_thread::sleep_for(200us);
    }
    expect_outcome(*server, GetParam(), client);
}

std::string test_name(const ::testing::TestParamInfo<Hostile>& info) {
    std::string name = std::to_string(info.index) + "_" + info.param.name;
    for (char& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Smuggling, HostileTest, ::testing::ValuesIn(smuggling()), test_name);
INSTANTIATE_TEST_SUITE_P(Chunks, HostileTest, ::testing::ValuesIn(chunks()), test_name);
INSTANTIATE_TEST_SUITE_P(Heads, HostileTest, ::testing::ValuesIn(heads()), test_name);
INSTANTIATE_TEST_SUITE_P(SizesAndTimes, HostileTest, ::testing::ValuesIn(sizes_and_times()), test_name);

TEST(HostileClient, IsToldToContinueOnlyWhenTheBodyIsWanted) {
    TestServer server;
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 12\r\n\r\n");
    EXPECT_EQ(client.read_some(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(good_json);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.request(get("/ping")).status, 200);
}

TEST(HostileClient, ThatHalfClosesStillGetsItsAnswers) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/ping") + get("/ping"));
    client.finish_sending();
    EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(client.read().status, 200);
    EXPECT_TRUE(client.closed_within(1s));
    RawClient cut(server.port());
    cut.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\n{");
    cut.finish_sending();
    EXPECT_EQ(cut.read().status, 400);
    EXPECT_EQ(server.handled, 0);
}

TEST(HostileClient, ThatStaysIdleIsClosedSilently) {
    auto options = TestServer::quick_options();
    options.limits.idle_timeout_ms_max = 200;
    TestServer server(options);
    RawClient never_spoke(server.port());
    RawClient spoke(server.port());
    EXPECT_EQ(spoke.request(get("/ping")).status, 200);
    EXPECT_TRUE(never_spoke.closed_within(2s));
    EXPECT_TRUE(spoke.closed_within(2s));
}

TEST(HostileClient, ThatTricklesItsHeadIsCutOffAtTheLimit) {
    TestServer server;
    RawClient client(server.port());
    const auto begin = std::chrono::steady_clock::now();
    client.send("GET /ping HTTP/1.1\r\nHost: h\r\n");
    Answer answer;
    for (int i = 0; i < 40 && !client.closed_within(25ms); ++i) client.send("X: y\r\n");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 900ms) << "each byte must not renew the time";
}

TEST(HostileClient, MayNotFillTheMemoryWithBodies) {
    auto options = TestServer::quick_options();
    options.limits.small_body_bytes_max = 10'000;
    options.limits.bodies_bytes_max = 100'000;
    TestServer server(options);
    RawClient first(server.port());
    RawClient second(server.port());
    const std::string most = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n{" + std::string(55'000, ' ');
    first.send(most);
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(RawClient(server.port()).request(post("/echo", good_json)).status, 200) << "small ones are never in the way";
    const Answer refused = second.request(most);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "1");
    EXPECT_EQ(first.read().status, 408);
    RawClient third(server.port());
    EXPECT_EQ(third.request(post("/echo", R"({"text":")" + std::string(59'000, 'x') + "\"}")).status, 200) << "and it recovers";
}

TEST(HostileClient, KeepsNobodyOutWithWhatItOnlyAnnounces) {
    auto options = TestServer::quick_options();
    options.limits.small_body_bytes_max = 10'000;
    options.limits.bodies_bytes_max = 100'000;
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 10; ++i) {
        silent.push_back(std::make_unique<RawClient>(server.port()));
        silent.back()->send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n{");
    }
    std::this_thread::sleep_for(50ms);
    const std::string large = R"({"text":")" + std::string(59'000, 'x') + "\"}";
    EXPECT_EQ(RawClient(server.port()).request(post("/echo", large)).status, 200);
}

TEST(HostileClient, CannotSignInByATrailer) {
    TestServer server;
    RawClient client(server.port());
    const Answer answer = client.request(chunked("c\r\n" + good_json + "\r\n0\r\nAuthorization: Bearer good\r\n\r\n"));
    EXPECT_NE(answer.body.find(R"("user":"")"), std::string::npos) << answer.body;
}

TEST(HostileClient, ThatIsUnknownSendsNoLargeBody) {
    TestServer server;
    const auto upload = [&](const std::string& authorization) {
        RawClient client(server.port());
        return client.request("POST /secret HTTP/1.1\r\nHost: h\r\n" + authorization + "Content-Length: 500000\r\n\r\n").status;
    };
    EXPECT_EQ(upload(""), 401);
    EXPECT_EQ(upload("Authorization: Bearer weak\r\n"), 403);
    RawClient client(server.port());
    client.send(
        "POST /secret HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nAuthorization: Bearer good\r\nContent-Length: "
        "100011\r\n\r\n");
    EXPECT_EQ(client.read_some(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(R"({"text":")" + std::string(100'000, 'x') + "\"}");
    EXPECT_EQ(client.read().status, 201);
    EXPECT_EQ(RawClient(server.port()).request(post("/optional", std::string(65'537, ' '))).status, 413)
        << "open endpoints read little";
}

}  // namespace
}  // namespace cafepos::http::test
