#include "openapi.h"

#include <gtest/gtest.h>

#include <boost/describe.hpp>

#include "json/value.h"
#include "test_server.h"

namespace cafepos::http {

struct Modifier {
    std::string name;
    Money price;
};
BOOST_DESCRIBE_STRUCT(Modifier, (), (name, price))
struct NewThing {
    std::string name;
    std::optional<Quantity> stock;
    std::vector<Modifier> modifiers;
};
BOOST_DESCRIBE_STRUCT(NewThing, (), (name, stock, modifiers))
struct ThingQuery {
    int page = 0;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(ThingQuery, (), (page, search))

// Two structs that get one name: as two files of a slice may have them.
namespace collide {
struct Same {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Same, (), (text))
}  // namespace collide
using OpenSame = collide::Same;

namespace {

namespace collide {
struct Same {
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(Same, (), (number))
}  // namespace collide
using HiddenSame = collide::Same;

constexpr ApiWords no_words{};

class OpenApiTest : public ::testing::Test {
protected:
    OpenApiTest() {
        table.add({Method::get, "/things", Access::permission("menu.view"), "List \"things\""},
                  [](const Request<NoBody, ThingQuery>&) -> Reply<std::vector<Modifier>> { return {{}}; });
        table.add({Method::post, "/things", Access::permission("menu.create"), "Make one", Lane::quick, BodyKind::json_or_form,
                   json_body_bytes_max, Code::unprocessable, Envelope::without_errors},
                  [](const Request<NewThing>&) -> Reply<NewThing> { return {{}}; });
        table.add({Method::remove, "/things/{id}", Access::signed_in(), "Remove"},
                  [](const Request<>&) -> NoContent { return {}; });
        table.add({Method::get, "/things/{id}/picture", Access::open(), "Picture"},
                  [](const Request<>&) -> RawReply { return {}; });
        add_openapi_route(table, "1.2.3", no_words);
    }
    const json::Value& at(std::initializer_list<std::string_view> path) {
        const json::Value* value = &document;
        for (const std::string_view key : path) {
            value = value->find(key);
            if (value == nullptr) throw std::out_of_range("the document has no " + std::string(key));
        }
        return *value;
    }
    std::string print(std::initializer_list<std::string_view> path) { return json::print(at(path)); }

    test::FakeCommands commands;
    EndpointTable table{commands};
    json::Value document;
    ApiWords words;
    void SetUp() override { document = json::parse(openapi_document(table, "1.2.3", words), 64); }
};

TEST_F(OpenApiTest, HoldsEveryRouteWithItsSummary) {
    EXPECT_EQ(print({"openapi"}), "\"3.1.0\"");
    EXPECT_EQ(print({"info", "version"}), "\"1.2.3\"");
    std::size_t operations = 0;
    for (const auto& [path, methods] : *at({"paths"}).if_object()) operations += methods.if_object()->size();
    EXPECT_EQ(operations, table.routes().size());
    for (const auto& route : table.routes()) {
        std::string method(name_of(route->endpoint.method));
        for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        EXPECT_EQ(*at({"paths", route->endpoint.path, method, "summary"}).if_string(), route->endpoint.summary);
    }
}

TEST_F(OpenApiTest, NamesWhoMayCall) {
    EXPECT_EQ(print({"paths", "/things", "get", "x-permission"}), "\"menu.view\"");
    EXPECT_EQ(print({"paths", "/things", "get", "security"}), R"([{"bearer":[]}])");
    EXPECT_EQ(print({"paths", "/things/{id}/picture", "get", "security"}), "[]");
    EXPECT_THROW(at({"paths", "/things/{id}", "delete", "x-permission"}), std::out_of_range);
    EXPECT_NO_THROW(at({"paths", "/things", "get", "responses", "403"}));
    EXPECT_THROW(at({"paths", "/things/{id}/picture", "get", "responses", "403"}), std::out_of_range);
    EXPECT_THROW(at({"paths", "/openapi.json", "get", "responses", "401"}), std::out_of_range);
}

TEST_F(OpenApiTest, DescribesParameters) {
    EXPECT_EQ(print({"paths", "/things", "get", "parameters"}),
              R"([{"name":"page","in":"query","required":true,"schema":{"type":"integer","format":"int32"}},)"
              R"({"name":"search","in":"query","required":false,"schema":{"type":"string"}}])");
    EXPECT_EQ(print({"paths", "/things/{id}", "delete", "parameters"}),
              R"([{"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid"}}])");
}

TEST_F(OpenApiTest, DescribesBodiesAndEnvelopedAnswers) {
    EXPECT_NE(print({"paths", "/things", "post", "requestBody", "content", "multipart/form-data", "schema"}).find("NewThing"),
              std::string::npos);
    const std::string listed = print({"paths", "/things", "get", "responses", "200", "content", "application/json", "schema"});
    EXPECT_NE(listed.find(R"("data":{"type":"array","items":{"$ref":"#/components/schemas/http.Modifier"}})"), std::string::npos)
        << listed;
    EXPECT_NE(listed.find("\"errors\""), std::string::npos);
    const std::string made = print({"paths", "/things", "post", "responses", "200", "content", "application/json", "schema"});
    EXPECT_EQ(made.find("\"errors\""), std::string::npos);
    EXPECT_NO_THROW(at({"paths", "/things", "post", "responses", "422"}));
    EXPECT_NO_THROW(at({"paths", "/things/{id}", "delete", "responses", "204"}));
    EXPECT_EQ(print({"components", "schemas", "http.NewThing", "required"}), R"(["name","modifiers"])");
}

TEST_F(OpenApiTest, SaysWhatItsWordsSay) {
    static constexpr MemberWords members[] = {{"name", "A name.", R"({"maxLength":9})"},
                                              {"http.Modifier.name", "The modifier's."},
                                              {"GET /things.search", "Part of a name.", R"({"enum":["a"]})"},
                                              {"stock", "On the shelf.", R"({"enum":[1]})"}};
    static constexpr RequiredWords required[] = {{"http.NewThing", R"(["name"])"}};
    static constexpr OperationWords operations[] = {{"POST /things", "Makes it.", R"({"name":"x","modifiers":[]})"}};
    words = {"All about things.", {}, members, operations, required};
    SetUp();
    EXPECT_EQ(print({"components", "schemas", "http.NewThing", "properties", "name"}),
              R"({"type":"string","description":"A name.","maxLength":9})");
    EXPECT_EQ(print({"components", "schemas", "http.Modifier", "properties", "name"}),
              R"({"type":"string","description":"The modifier's."})");
    EXPECT_NE(print({"components", "schemas", "http.NewThing", "properties", "stock"}).find(R"("enum":[1,null])"),
              std::string::npos);
    EXPECT_EQ(print({"components", "schemas", "http.NewThing", "required"}), R"(["name"])");
    EXPECT_EQ(print({"paths", "/things", "post", "description"}), "\"Makes it. Needs the permission `menu.create`.\"");
    EXPECT_EQ(print({"paths", "/things", "post", "requestBody", "content", "application/json", "example"}),
              R"({"name":"x","modifiers":[]})");
    EXPECT_NE(print({"paths", "/things", "get", "parameters"})
                  .find(R"("description":"Part of a name.","schema":{"type":"string","enum":["a"]})"),
              std::string::npos);
}

TEST_F(OpenApiTest, WordsThatOutlivedTheirRouteAreADefect) {
    static constexpr OperationWords operations[] = {{"POST /gone", "Was here once."}};
    words = {"", {}, {}, operations, {}};
    EXPECT_THROW(SetUp(), std::logic_error);
}

TEST_F(OpenApiTest, ResolvesEveryReference) {
    const std::string text = json::print(document);
    const std::string prefix = "\"$ref\":\"#/components/schemas/";
    std::size_t references = 0;
    for (auto at_ref = text.find(prefix); at_ref != std::string::npos; at_ref = text.find(prefix, at_ref + 1)) {
        const auto begin = at_ref + prefix.size();
        const std::string name = text.substr(begin, text.find('"', begin) - begin);
        EXPECT_NO_THROW(at({"components", "schemas", name})) << name;
        ++references;
    }
    EXPECT_GE(references, 3U);
}

TEST_F(OpenApiTest, KeepsStructsOfOneNameApart) {
    EXPECT_EQ(component_name("cafepos::menu::(anonymous namespace)::Row"), "menu.Row");
    EXPECT_EQ(component_name("cafepos::http::Page<cafepos::menu::Row>"), "http.Page_menu.Row_");
    table.add({Method::get, "/a", Access::open(), "a"}, [](const Request<>&) -> Reply<OpenSame> { return {{}}; });
    table.add({Method::get, "/b", Access::open(), "b"}, [](const Request<>&) -> Reply<std::vector<HiddenSame>> { return {{}}; });
    SetUp();
    EXPECT_NE(print({"components", "schemas", "http.collide.Same"}).find("string"), std::string::npos);
    EXPECT_NE(print({"components", "schemas", "http.collide.Same2"}).find("integer"), std::string::npos);
    EXPECT_NE(print({"paths", "/a"}).find("http.collide.Same\""), std::string::npos);
    EXPECT_NE(print({"paths", "/b"}).find("http.collide.Same2\""), std::string::npos);
}

TEST(OpenApiRoute, IsServedToAllAndCached) {
    test::TestServer server;
    test::RawClient client(server.port());
    const test::Answer answer = client.request(test::get("/openapi.json"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_NO_THROW(json::parse(answer.body, 64));
    EXPECT_NE(answer.body.find("\"/things/special\""), std::string::npos);
    EXPECT_EQ(client.request(test::get("/openapi.json", "If-None-Match: " + answer.header("etag") + "\r\n")).status, 304);
}

}  // namespace
}  // namespace cafepos::http
