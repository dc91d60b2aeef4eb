#include "tokens.h"

#include <gtest/gtest.h>
#include <jwt.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <functional>
#include <map>
#include <memory>

#include "digest.h"

namespace cafepos::security {
namespace {

const std::string key = sha256("the key of the tests");
const AccessTokens tokens{key};
constexpr Timestamp now{1'795'338'000'000};  // 2026-11-22T09:00:00Z
const Id user = Id::of_stored("01934f00-0000-7000-8000-00000000000a");
const Id session = Id::of_stored("01934f00-0000-7000-8000-00000000000b");
const Id token_id = Id::of_stored("01934f00-0000-7000-8000-00000000000c");

AccessClaims claims() {
    return {.user_id = user,
            .username = "märta",
            .role = "manager",
            .session_id = session,
            .token_id = token_id,
            .issued = now,
            .expires = now + std::chrono::hours(12)};
}

std::string base64url(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    while (out.ends_with('=')) out.pop_back();
    for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return out;
}

/// A token of our own making, signed with HMAC-SHA-256 whatever its header says.
std::string made(const std::string& header, const std::string& payload, const std::string& with_key = key) {
    const std::string body = base64url(header) + "." + base64url(payload);
    return body + "." + base64url(hmac_sha256(with_key, body));
}

const std::string good_header = R"({"alg":"HS256","typ":"JWT"})";

/// The claims of a good token as JSON, with some replaced or (value empty) left out.
std::string payload(const std::map<std::string, std::string>& changes = {}) {
    std::map<std::string, std::string> members{{"sub", '"' + user.text() + '"'},
                                               {"user_id", '"' + user.text() + '"'},
                                               {"username", "\"marta\""},
                                               {"role", "\"manager\""},
                                               {"sid", '"' + session.text() + '"'},
                                               {"jti", '"' + token_id.text() + '"'},
                                               {"iat", std::to_string(now.ms / 1000)},
                                               {"exp", std::to_string(now.ms / 1000 + 600)}};
    for (const auto& [name, value] : changes) members[name] = value;
    std::string out = "{";
    for (const auto& [name, value] : members) {
        if (value.empty()) continue;
        out.append(out.size() > 1 ? ",\"" : "\"").append(name).append("\":").append(value);
    }
    return out + "}";
}

std::string by_libjwt(jwt_alg_t algorithm, const std::string& with_key) {
    jwt_t* jwt = nullptr;
    if (jwt_new(&jwt) != 0) throw std::runtime_error("jwt_new");
    const std::unique_ptr<jwt_t, decltype(&jwt_free)> owner(jwt, jwt_free);
    jwt_add_grants_json(jwt, payload().c_str());
    const auto* bytes = reinterpret_cast<const unsigned char*>(with_key.data());
    if (jwt_set_alg(jwt, algorithm, with_key.empty() ? nullptr : bytes, static_cast<int>(with_key.size())) != 0) {
        throw std::runtime_error("jwt_set_alg");
    }
    const std::unique_ptr<char, decltype(&std::free)> text(jwt_encode_str(jwt), std::free);
    return text == nullptr ? "" : text.get();
}

std::string rsa_private_key() {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(EVP_RSA_gen(2048), EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PrivateKey(bio.get(), pkey.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string verdict(const std::string& token, Timestamp at = now) {
    try {
        static_cast<void>(tokens.verify(token, at));
        return "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(status_of(error.code()), 401);
        return std::string(name_of(error.code()));
    }
}

TEST(AccessTokens, SayWhatWasPutIn) {
    const auto verified = tokens.verify(tokens.issue(claims()), now);
    EXPECT_EQ(verified.user_id, user);
    EXPECT_EQ(verified.session_id, session);
    EXPECT_EQ(verified.token_id, token_id);
    EXPECT_EQ(verified.username, "märta");
    EXPECT_EQ(verified.role, "manager");
    EXPECT_EQ(verified.issued, now);
    EXPECT_EQ(verified.expires, now + std::chrono::hours(12));
}

TEST(AccessTokens, TheMakerOfTheForgeriesBelowCanMakeAGoodOne) {
    EXPECT_EQ(verdict(made(good_header, payload())), "accepted");
    EXPECT_EQ(verdict(by_libjwt(JWT_ALG_HS256, key)), "accepted");
}

// A clock that was put back signed every till out, and its sales were lost unseen. The session behind the token bounds its life.
TEST(AccessTokens, AreNotJudgedByWhenTheyWereIssued) {
    const std::string token = tokens.issue(claims());
    for (const int hours_back : {1, 24, 365 * 24}) EXPECT_EQ(verdict(token, now - std::chrono::hours(hours_back)), "accepted");
    EXPECT_EQ(verdict(token, Timestamp{600'000}), "accepted") << "1970";
}

TEST(AccessTokens, EndOnTheSecond) {
    const std::string token = tokens.issue(claims());
    EXPECT_EQ(verdict(token, now + std::chrono::hours(12) - std::chrono::milliseconds(1)), "accepted");
    EXPECT_EQ(verdict(token, now + std::chrono::hours(12)), "TOKEN_EXPIRED");
    EXPECT_EQ(tokens.verify(token, now + std::chrono::hours(24 * 365), AccessTokens::Expiry::ignored).user_id, user);
}

TEST(AccessTokens, AForgeryIsInvalidEvenWhenItIsAlsoExpired) {
    EXPECT_EQ(verdict(made(good_header, payload({{"exp", "1000"}}), "another key")), "TOKEN_INVALID");
    EXPECT_EQ(verdict(made(good_header, payload({{"exp", "1000"}}))), "TOKEN_EXPIRED");
}

using Maker = std::function<std::string()>;

struct Forgery {
    std::string name;
    Maker token;
};

const std::string good = made(good_header, payload());

std::string part(const std::string& token, int index) {
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    if (index == 0) return token.substr(0, first);
    return index == 1 ? token.substr(first + 1, second - first - 1) : token.substr(second + 1);
}

std::string with_changed_byte(std::string token, std::size_t position) {
    token[position] = token[position] == 'A' ? 'B' : 'A';
    return token;
}

Maker header(const std::string& text) {
    return [text] { return made(text, payload()); };
}
Maker claim(const std::string& name, const std::string& value) {
    return [=] { return made(good_header, payload({{name, value}})); };
}
Maker text(const std::string& token) {
    return [token] { return token; };
}
Maker unsigned_with(const std::string& algorithm) {
    return [=] { return base64url(R"({"alg":")" + algorithm + R"(","typ":"JWT"})") + "." + base64url(payload()) + "."; };
}

const std::vector<Forgery> forgeries{
    {"empty", text("")},
    {"one dot", text(".")},
    {"two dots", text("..")},
    {"garbage", text("garbage")},
    {"three words", text("a.b.c")},
    {"binary", text(std::string("\x01\x02\xff.\xfe.\x80", 7))},
    {"zero byte inside", [] { return good + std::string("\0", 1); }},
    {"oversize", [] { return made(good_header, payload({{"username", '"' + std::string(4000, 'x') + '"'}})); }},
    {"a megabyte", text(std::string(1'000'000, 'A'))},
    {"no signature", [] { return part(good, 0) + "." + part(good, 1); }},
    {"empty signature", [] { return part(good, 0) + "." + part(good, 1) + "."; }},
    {"header only", [] { return part(good, 0); }},
    {"no header", [] { return "." + part(good, 1) + "." + part(good, 2); }},
    {"no payload", [] { return part(good, 0) + ".." + part(good, 2); }},
    {"four parts", [] { return good + ".AAAA"; }},
    {"trailing text", [] { return good + "A"; }},
    {"truncated by one", [] { return good.substr(0, good.size() - 1); }},
    {"truncated by half", [] { return good.substr(0, good.size() / 2); }},
    {"signature changed at its begin", [] { return with_changed_byte(good, good.rfind('.') + 1); }},
    {"signature changed in the middle", [] { return with_changed_byte(good, good.rfind('.') + 20); }},
    {"payload changed", [] { return with_changed_byte(good, good.find('.') + 10); }},
    {"header changed", [] { return with_changed_byte(good, 5); }},
    {"payload of another",
     [] { return part(good, 0) + "." + base64url(payload({{"role", "\"admin\""}})) + "." + part(good, 2); }},
    {"signature of another",
     [] { return part(good, 0) + "." + part(good, 1) + "." + part(made(good_header, payload({{"role", "\"admin\""}})), 2); }},
    {"parts swapped", [] { return part(good, 1) + "." + part(good, 0) + "." + part(good, 2); }},
    {"another key", [] { return made(good_header, payload(), "another key"); }},
    {"empty key", [] { return made(good_header, payload(), ""); }},
    {"the key in hex", [] { return made(good_header, payload(), hex(key)); }},
    {"alg none, unsigned", unsigned_with("none")},
    {"alg None, unsigned", unsigned_with("None")},
    {"alg NONE, unsigned", unsigned_with("NONE")},
    {"alg nOnE, unsigned", unsigned_with("nOnE")},
    {"alg none, signed", header(R"({"alg":"none","typ":"JWT"})")},
    {"alg none by the library", [] { return by_libjwt(JWT_ALG_NONE, ""); }},
    {"alg HS384, rightly signed", [] { return by_libjwt(JWT_ALG_HS384, key); }},
    {"alg HS512, rightly signed", [] { return by_libjwt(JWT_ALG_HS512, key); }},
    {"alg RS256, rightly signed", [] { return by_libjwt(JWT_ALG_RS256, rsa_private_key()); }},
    {"alg RS256, signed with our key", header(R"({"alg":"RS256","typ":"JWT"})")},
    {"alg ES256, signed with our key", header(R"({"alg":"ES256","typ":"JWT"})")},
    {"alg HS384, signed as HS256", header(R"({"alg":"HS384","typ":"JWT"})")},
    {"alg unknown", header(R"({"alg":"XX999","typ":"JWT"})")},
    {"alg empty", header(R"({"alg":"","typ":"JWT"})")},
    {"alg a number", header(R"({"alg":256,"typ":"JWT"})")},
    {"alg missing", header(R"({"typ":"JWT"})")},
    {"header no object", header(R"(["HS256"])")},
    {"header no JSON", header("HS256")},
    {"payload no object", [] { return made(good_header, "[1]"); }},
    {"payload no JSON", [] { return made(good_header, "user"); }},
    {"payload empty object", [] { return made(good_header, "{}"); }},
    {"no sub", claim("sub", "")},
    {"no user_id", claim("user_id", "")},
    {"no username", claim("username", "")},
    {"no role", claim("role", "")},
    {"no sid", claim("sid", "")},
    {"no jti", claim("jti", "")},
    {"no iat", claim("iat", "")},
    {"no exp", claim("exp", "")},
    {"sub no id", claim("sub", "\"admin\"")},
    {"sub a number", claim("sub", "1")},
    {"sub and user_id differ", claim("user_id", '"' + session.text() + '"')},
    {"sid no id", claim("sid", "\"1 OR 1=1\"")},
    {"exp text", claim("exp", "\"9999999999\"")},
    {"exp a fraction", claim("exp", "1795338600.5")},
    {"exp negative", claim("exp", "-1")},
    {"exp zero", claim("exp", "0")},
    {"exp beyond all times", claim("exp", "9223372036854775807")},
    {"exp null", claim("exp", "null")},
};

TEST(AccessTokens, NoForgeryIsAccepted) {
    EXPECT_GE(forgeries.size(), 58U);
    for (const auto& forgery : forgeries) EXPECT_EQ(verdict(forgery.token()), "TOKEN_INVALID") << forgery.name;
}

TEST(AccessTokens, NoChangedCharacterIsAccepted) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        // Of the last character of a part only some bits count; libjwt compares signatures as text, so even those do.
        EXPECT_NE(verdict(with_changed_byte(good, i)), "accepted") << i;
    }
}

TEST(OpaqueTokens, AreLongDifferentAndStoredHashed) {
    SeededRandom random(3);
    const auto first = new_opaque_token(random);
    const auto second = new_opaque_token(random);
    EXPECT_EQ(first.text.size(), 64U);
    EXPECT_NE(first.text, second.text);
    EXPECT_EQ(first.hash, opaque_token_hash(first.text));
    EXPECT_NE(first.hash, first.text);
}

}  // namespace
}  // namespace cafepos::security
