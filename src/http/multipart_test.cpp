#include "multipart.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/error.h"

namespace cafepos::http {
namespace {

using namespace std::string_literals;

const std::string type = "multipart/form-data; boundary=XX";

std::string part(const std::string& disposition, const std::string& content, const std::string& more = "") {
    return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
}
std::string form_of(const std::string& parts) { return parts + "--XX--\r\n"; }

// The outcome as text: what was read, or the code of the refusal.
std::string outcome(const std::string& body, const std::string& content_type = type, const FormLimits& limits = {}) {
    try {
        std::string text;
        const Form form = parse_multipart(body, content_type, limits);
        for (const auto& [name, value] : form.fields) text += name + "=" + value + ";";
        for (const auto& file : form.files) {
            text += file.field + ":" + file.client_file_name + "(" + file.content_type + ")=" + file.bytes + ";";
        }
        return text;
    } catch (const Error& error) {
        return std::string(name_of(error.code()));
    }
}

TEST(Multipart, ReadsFieldsAndFiles) {
    EXPECT_EQ(outcome(form_of(part("name=\"menu_item_id\"", "42") +
                              part("name=\"image\"; filename=\"latte.png\"", "\0\r\nbytes\r\n"s, "Content-Type: image/png\r\n"))),
              "menu_item_id=42;image:latte.png(image/png)=\0\r\nbytes\r\n;"s);
    EXPECT_EQ(outcome(form_of(part("name=a", "1"))), "a=1;") << "tokens need no quotes";
    EXPECT_EQ(outcome(form_of(part("name=\"a\"", ""))), "a=;");
    EXPECT_EQ(outcome("preamble\r\n" + form_of(part("name=\"a\"", "1")) + "epilogue"), "a=1;");
    EXPECT_EQ(outcome("--XX--"), "");
}

TEST(Multipart, ReadsNamesAsBrowsersWriteThem) {
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename="a\"b;c.png")", "x"))), "f:a\"b;c.png()=x;");
    EXPECT_EQ(outcome(form_of(part(R"(filename="x"; name="f")", "x"))), "f:x()=x;");
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename="../../etc/passwd")", "x"))), "f:../../etc/passwd()=x;")
        << "a name is only ever shown";
    EXPECT_EQ(outcome(form_of(part(R"(name="filename=x")", "y"))), "filename=x=y;");
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename="")", ""))), "") << "no file was chosen";
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename*=utf-8''Caf%C3%A9.png)", "x"))), "f:Café.png()=x;")
        << "a file too, as some clients name it";
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename="a.png"; filename*=UTF-8''b.png)", "x"))), "f:a.png()=x;");
    EXPECT_EQ(outcome(form_of(part(R"(name="f"; filename*=iso-8859-1''caf%E9.png)", "x"))), "f:iso-8859-1''caf%E9.png()=x;");
    EXPECT_EQ(outcome(form_of(part("name=\"a\"", "1")), "Multipart/Form-Data; charset=x; Boundary=\"XX\""), "a=1;");
}

TEST(Multipart, RefusesWhatIsNotStrict) {
    const std::string good = form_of(part("name=\"a\"", "1"));
    for (const std::string& body : {""s,
                                    "--XX"s,
                                    "--XX\r\n"s,
                                    "garbage"s,
                                    part("name=\"a\"", "1"),
                                    good.substr(0, good.size() - 4),
                                    "--XX\r\n\r\n1\r\n--XX--"s,
                                    "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--"s,
                                    "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--"s,
                                    "--XXY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--"s,
                                    "--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XX--"s,
                                    form_of(part("name=\"a", "1")),
                                    form_of(part("name=\"\"", "1")),
                                    form_of(part("name=\"a\"; name=\"b\"", "1")),
                                    form_of(part("name=\"a\"", "1", "Content-Disposition: form-data; name=\"b\"\r\n")),
                                    form_of(part("name=\"a\"", "1", " folded: x\r\n")),
                                    form_of(part("name=\"a\"", "1", "nocolon\r\n")),
                                    form_of(part("name=\"a\"", "1", "Content-Transfer-Encoding: base64\r\n")),
                                    form_of(part("name=\"a\"", "\xff")),
                                    form_of(part("name=\"a\"", "\0"s)),
                                    form_of(part("name=\"\xff\"", "1"))}) {
        EXPECT_EQ(outcome(body), "BAD_REQUEST") << body;
    }
    for (const std::string& bad : {"multipart/form-data"s, "multipart/form-data; boundary="s,
                                   "multipart/form-data; boundary=\"\""s, "multipart/form-data; boundary=\"XX "s,
                                   "multipart/form-data; boundary=XX; boundary=YY"s, "multipart/form-data; boundary=\"XX \""s,
                                   "multipart/form-data; boundary=" + std::string(71, 'X'), "multipart/form-data; boundary"s}) {
        EXPECT_EQ(outcome(good, bad), "BAD_REQUEST") << bad;
    }
}

TEST(Multipart, HoldsEachLimitExactly) {
    FormLimits limits;
    limits.parts_max = 2;
    limits.field_bytes_max = 4;
    limits.file_bytes_max = 6;
    limits.part_header_bytes_max = 60;
    const auto fields = [&](int count) {
        std::string parts;
        for (int i = 0; i < count; ++i) parts += part("name=a", "1");
        return outcome(form_of(parts), type, limits);
    };
    EXPECT_EQ(fields(1), "a=1;");
    EXPECT_EQ(fields(2), "a=1;a=1;");
    EXPECT_EQ(fields(3), "PAYLOAD_TOO_LARGE");
    const auto field = [&](std::size_t size) { return outcome(form_of(part("name=a", std::string(size, 'v'))), type, limits); };
    EXPECT_EQ(field(3), "a=vvv;");
    EXPECT_EQ(field(4), "a=vvvv;");
    EXPECT_EQ(field(5), "PAYLOAD_TOO_LARGE");
    const auto file = [&](std::size_t size) {
        return outcome(form_of(part("name=a; filename=b", std::string(size, 'v'))), type, limits);
    };
    EXPECT_EQ(file(5), "a:b()=vvvvv;");
    EXPECT_EQ(file(6), "a:b()=vvvvvv;");
    EXPECT_EQ(file(7), "PAYLOAD_TOO_LARGE");
    const std::string shortest = "Content-Disposition: form-data; name=";  // 37 bytes
    const auto header = [&](std::size_t size) {
        return outcome("--XX\r\n" + shortest + std::string(size - shortest.size(), 'n') + "\r\n\r\n1\r\n--XX--", type, limits);
    };
    EXPECT_EQ(header(59), std::string(22, 'n') + "=1;");
    EXPECT_EQ(header(60), std::string(23, 'n') + "=1;");
    EXPECT_EQ(header(61), "PAYLOAD_TOO_LARGE");
}

RC_GTEST_PROP(Multipart, GivesBackWhatWasSent, (const std::vector<std::pair<std::string, std::string>>& sent)) {
    std::string body;
    std::vector<std::string> expected;
    for (const auto& [name, bytes] : sent) {
        if (bytes.find("XX") != std::string::npos || bytes.empty()) continue;
        body += part("name=\"f\"; filename=\"n\"", bytes);
        expected.push_back(bytes);
    }
    const Form form = parse_multipart(form_of(body), type);
    RC_ASSERT(form.files.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(form.files[i].bytes == expected[i]);
}

// Never anything but a form or a cafepos::Error, whatever arrives; the sanitizers watch every byte.
RC_GTEST_PROP(Multipart, SurvivesAnyDamage, ()) {
    const std::string whole =
        form_of(part("name=\"a\"", "1") + part("name=\"b\"; filename=\"c\"", "xyz", "Content-Type: image/png\r\n"));
    std::string body = whole;
    const auto damages = *rc::gen::inRange(1, 6);
    for (int i = 0; i < damages && !body.empty(); ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, body.size());
        switch (*rc::gen::inRange(0, 4)) {
            case 0:
                body.erase(at, *rc::gen::inRange<std::size_t>(1, 20));
                break;
            case 1:
                body.insert(at, *rc::gen::element("\r\n"s, "--XX"s, "\""s, ";"s, "\0"s, "--"s, "\r\n\r\n"s, "="s));
                break;
            case 2:
                body[at] = *rc::gen::arbitrary<char>();
                break;
            default:
                body.resize(at);
        }
    }
    const std::string result = outcome(body);
    RC_ASSERT(result == "BAD_REQUEST" || result == "PAYLOAD_TOO_LARGE" || result.empty() || result.ends_with(";"));
}

RC_GTEST_PROP(Multipart, SurvivesAnyContentType, (const std::string& parameters)) {
    outcome("--XX--", "multipart/form-data;" + parameters);
    RC_SUCCEED("no crash");
}

TEST(Urlencoded, ReadsPairs) {
    const Form form = parse_urlencoded("name=Flat+White&price=3%2E5&&flag&=x&name=again");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"name", "Flat White"}, {"price", "3.5"}, {"flag", ""}, {"", "x"}, {"name", "again"}};
    EXPECT_EQ(form.fields, expected);
    for (const char* bad : {"a=%", "a=%4", "a=%zz", "%00=a", "a=%ff", "a=\xff"})
        EXPECT_THROW(parse_urlencoded(bad), Error) << bad;
}

TEST(Urlencoded, HoldsItsLimits) {
    FormLimits limits;
    limits.parts_max = 2;
    limits.field_bytes_max = 3;
    EXPECT_EQ(parse_urlencoded("a=1&b=2", limits).fields.size(), 2U);
    EXPECT_THROW(parse_urlencoded("a=1&b=2&c=3", limits), Error);
    EXPECT_EQ(parse_urlencoded("a=123", limits).fields.size(), 1U);
    EXPECT_THROW(parse_urlencoded("a=1234", limits), Error);
}

RC_GTEST_PROP(Urlencoded, NeverCrashes, (const std::string& body)) {
    try {
        parse_urlencoded(body);
    } catch (const Error& error) {
        RC_ASSERT(error.code() == Code::bad_request || error.code() == Code::payload_too_large);
    }
}

}  // namespace
}  // namespace cafepos::http
