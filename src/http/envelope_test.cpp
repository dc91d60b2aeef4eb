#include "envelope.h"

#include <gtest/gtest.h>

#include "json/value.h"

namespace cafepos::http {
namespace {

const Timestamp noon{1'795'348'800'000};

std::string keys(const std::string& json_text) {
    const json::Value document = json::parse(json_text);
    std::string text;
    for (const auto& [key, value] : *document.if_object()) text += (text.empty() ? "" : ",") + key;
    return text;
}

TEST(Envelope, WrapsSuccess) {
    const std::string body = success_body(Envelope::standard, R"({"a":1.50})", "Done", noon);
    EXPECT_EQ(body, R"({"success":true,"data":{"a":1.50},"errors":[],"message":"Done","timestamp":")" + noon.text() + "\"}");
    EXPECT_EQ(keys(success_body(Envelope::standard, "[]", "", noon)), "success,data,errors,timestamp");
    EXPECT_EQ(keys(success_body(Envelope::without_errors, "{}", "", noon)), "success,data,timestamp");
}

TEST(Envelope, SpreadsDataWithoutTouchingItsOwnMembers) {
    const std::string body =
        success_body(Envelope::spread, R"({"id":"7","amount":2.10,"errors":["x"],"message":"theirs"})", "Ours", noon);
    EXPECT_EQ(keys(body), "success,data,errors,message,id,amount,timestamp");
    EXPECT_EQ(json::print(*json::parse(body).find("amount")), "2.10");
    EXPECT_EQ(*json::parse(body).find("message")->if_string(), "Ours");
    EXPECT_THROW(success_body(Envelope::spread, "[1]", "", noon), std::logic_error);
}

TEST(Envelope, SpreadsAMessageWhereItHasNone) {
    const std::string body = success_body(Envelope::spread, R"({"id":"7","message":"of an alert"})", "", noon);
    EXPECT_EQ(*json::parse(body).find("message")->if_string(), "of an alert");
}

TEST(Envelope, WrapsErrors) {
    const auto error =
        Error::fields(Code::unprocessable, {{"name", "required", "Name is required"}, {"size", "length", "Size \"x\""}});
    const RawReply reply = error_reply(error, "rid", noon);
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(
        reply.body,
        R"({"success":false,"data":{},"errors":["Name is required","Size \"x\""],"errorCode":"VALIDATION_ERROR","statusCode":422,)"
        R"("details":[{"field":"name","code":"required","message":"Name is required"},)"
        R"({"field":"size","code":"length","message":"Size \"x\""}],"requestId":"rid","timestamp":")" +
            noon.text() + "\"}");
}

TEST(Envelope, CarriesDataAndRetryAfter) {
    const auto locked = Error(Code::too_many_requests, "Locked").with_data(R"({"lockoutInfo":{}})").with_retry_after(30);
    const RawReply reply = error_reply(locked, "rid", noon);
    EXPECT_EQ(reply.status, 429);
    EXPECT_EQ(json::print(*json::parse(reply.body).find("data")), R"({"lockoutInfo":{}})");
    EXPECT_EQ(reply.headers, (Headers{{"Retry-After", "30"}}));
    EXPECT_EQ(json::parse(reply.body).find("details"), nullptr);
}

TEST(Envelope, AsksForPatienceWithEvery503) {
    EXPECT_EQ(error_reply(Error(Code::outcome_unknown, "x"), "r", noon).headers, (Headers{{"Retry-After", "1"}}));
    EXPECT_TRUE(error_reply(Error(Code::internal_error, "x"), "r", noon).headers.empty());
}

TEST(Envelope, RepeatsTheTextAtTheTopWhereTheErrorSaysSo) {
    const auto at_top = [](const Error& error) {
        return json::parse(error_reply(error, "r", noon).body).find("message") != nullptr;
    };
    EXPECT_TRUE(at_top(Error(Code::token_invalid, "token").with_text_at_top()));
    EXPECT_FALSE(at_top(Error(Code::token_invalid, "token")));
}

TEST(Envelope, StaysJsonWhateverTheTextHolds) {
    const RawReply reply = error_reply(Error(Code::bad_request, "quote \" newline \n bytes \xff\xfe"), "r", noon);
    EXPECT_NO_THROW(json::parse(reply.body));
}

}  // namespace
}  // namespace cafepos::http
