// What /openapi.json says in words holds: every example is taken, and whoever oversteps a limit by one is refused.

#include <map>
#include <set>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using json::Value;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The ids that examples name; docs/api/postman.jq knows them too.
const std::string some_menu_item = "0194f3a0-7c00-7000-8000-000000000001";
const std::string some_till = "0194f3a0-7c00-7000-8000-000000000002";
const std::string some_inventory_item = "0194f3a0-7c00-7000-8000-000000000003";

/// The first id in a document, however deep.
std::string first_id(const Json& document) {
    if (document["id"].is_text()) return document["id"].text();
    for (const auto& [name, member] : document.members()) {
        if (!member.is_object()) continue;
        const std::string id = first_id(member);
        if (!id.empty()) return id;
    }
    return {};
}

class ApiWords : public OnServer {
protected:
    ApiWords() : admin(as("admin")), description(admin.get("/openapi.json").json) {}

    Json operation(const std::string& method, const std::string& path) { return description["paths"][path][method]; }
    Json body_of(const Json& operation) { return operation["requestBody"]["content"]["application/json"]; }

    std::string filled(const Json& example) {
        std::string text = replaced(example.print(), "{{$randomInt}}", std::to_string(next_number()));
        text = replaced(text, some_menu_item, first_id(admin.get("/menu_items?limit=1")["data"]["menu_items"][0]));
        if (text.find(some_till) != std::string::npos) text = replaced(text, some_till, till_without_drawer());
        return replaced(text, some_inventory_item, first_id(admin.get("/inventory?limit=1")["data"]["inventory"][0]));
    }

    std::string till_without_drawer() {
        return first_id(admin.post("/tills", R"({"name":"Till )" + std::to_string(next_number()) + R"("})")["data"]);
    }

    /// The path with the id of what the example of its collection made last.
    std::string target_of(const std::string& path) {
        const auto value = path.find("/{id}");
        if (value == std::string::npos) return path;
        const std::string collection = path.substr(0, value);
        send("post", collection, filled(body_of(operation("post", collection))["example"]));
        return replaced(path, "{id}", made_last[collection]);
    }

    HttpReply send(const std::string& method, const std::string& path, const std::string& body) {
        std::string upper = method;
        for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        auto reply = admin.send(upper, target_of(path), body);
        if (reply.status == 201) made_last[path] = first_id(reply["data"]);  // an alert can be raised once only
        return reply;
    }

    template <class Visit>
    void each_example(Visit visit) {
        for (const auto& [path, methods] : description["paths"].members()) {
            for (const auto& [method, operation] : methods.members()) {
                if (path.starts_with("/auth/")) continue;  // signing in has tests of its own, which lock and count
                const Json body = body_of(operation);
                if (body["example"].exists()) visit(method, path, body);
            }
        }
    }

    Client admin;
    Json description;
    std::map<std::string, std::string> made_last;
};

TEST_F(ApiWords, EveryMemberAndEveryParameterIsExplained) {
    std::set<std::string> bare;
    for (const auto& [component, schema] : description["components"]["schemas"].members()) {
        for (const auto& [name, property] : schema["properties"].members()) {
            if (!property["description"].exists()) bare.insert(component + "." + name);
        }
    }
    for (const auto& [path, methods] : description["paths"].members()) {
        for (const auto& [method, operation] : methods.members()) {
            const Json parameters = operation["parameters"];
            for (std::size_t i = 0; i < parameters.size(); ++i) {
                if (!parameters[i]["description"].exists())
                    bare.insert(method + " " + path + ": " + parameters[i]["name"].text());
            }
        }
    }
    EXPECT_EQ(bare, std::set<std::string>{});
}

// What Spectral's recommended rules ask for beyond Redocly's; the tool itself is 240 packages for these three.
TEST_F(ApiWords, TagsContactAndIdsAreAsSpectralWantsThem) {
    std::set<std::string> explained;
    const Json tags = description["tags"];
    for (std::size_t i = 0; i < tags.size(); ++i) explained.insert(tags[i]["name"].text());
    for (const auto& [path, methods] : description["paths"].members()) {
        for (const auto& [method, operation] : methods.members())
            EXPECT_TRUE(explained.contains(operation["tags"][0].text())) << method << " " << path;
    }
    EXPECT_TRUE(description["info"]["contact"]["name"].is_text());
    each_example([&](const std::string& method, const std::string& path, const Json& body) {
        // A placeholder is no id, and a member that is described as one must be one.
        const std::string text = replaced(body["example"].print(), "{{$randomInt}}", "");
        EXPECT_EQ(text.find("{{"), std::string::npos) << method << " " << path << ": " << text;
    });
}

TEST_F(ApiWords, EveryExampleIsTaken) {
    int taken = 0;
    each_example([&](const std::string& method, const std::string& path, const Json& body) {
        const auto reply = send(method, path, filled(body["example"]));
        EXPECT_TRUE(reply.status == 200 || reply.status == 201) << method << " " << path << ": " << reply.body;
        EXPECT_FALSE(reply["ignored"].exists()) << reply.body;
        ++taken;
    });
    EXPECT_GE(taken, 20);
}

/// A body that oversteps one limit of its schema, and the member that does.
struct Overstep {
    std::string member;
    std::string body;
};

std::vector<Overstep> oversteps(const Json& example, const Json& schema) {
    std::vector<Overstep> all;
    const auto with = [&](const std::string& member, std::optional<Value> value) {
        Value::Object object;
        for (const auto& [name, old] : *example.value().if_object()) {
            if (name != member) object.emplace_back(name, old);
        }
        if (value) object.emplace_back(member, std::move(*value));
        all.push_back({member, json::print(Value(std::move(object)))});
    };
    for (const auto& [name, property] : schema["properties"].members()) {
        if (property["maxLength"].exists())
            with(name, Value(std::string(static_cast<std::size_t>(property["maxLength"].integer()) + 1, 'x')));
        if (property["maximum"].exists()) with(name, Value(json::Number{"1000000000"}));
        if (property["minimum"].exists()) with(name, Value(json::Number{"-1"}));
        if (property["exclusiveMinimum"].exists()) with(name, Value(json::Number{"0"}));
        if (property["enum"].exists()) with(name, Value(std::string("no such word")));
    }
    const Json required = schema["required"];
    for (std::size_t i = 0; i < required.size(); ++i) with(required[i].text(), std::nullopt);
    return all;
}

TEST_F(ApiWords, WhoeverOverstepsALimitIsRefused) {
    int refused = 0;
    each_example([&](const std::string& method, const std::string& path, const Json& body) {
        if (!body["schema"]["$ref"].exists() || path.starts_with("/reports/")) return;
        const std::string component = body["schema"]["$ref"].text().substr(std::string("#/components/schemas/").size());
        for (const auto& [member, overstepping] :
             oversteps(Json::parse(filled(body["example"])), description["components"]["schemas"][component])) {
            const auto reply = send(method, path, overstepping);
            EXPECT_TRUE(reply.status == 400 || reply.status == 422)
                << method << " " << path << " " << member << ": " << reply.body;
            EXPECT_NE(reply.body.find(member), std::string::npos) << reply.body;
            ++refused;
        }
    });
    EXPECT_GE(refused, 40);
}

}  // namespace
}  // namespace cafepos::testing
