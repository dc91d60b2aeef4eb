// What only asks, and what is refused, changes no row: the whole database is compared.

#include <algorithm>
#include <map>
#include <set>

#include "db/transfer.h"
#include "on_server.h"

namespace cafepos::testing {
namespace {

using Rows = std::map<std::string, std::set<std::string>>;  // of each table

constexpr std::string_view of_the_asking = "sessions";  // they say when they were last used

class ChangesNothing : public OnServer {
protected:
    static void SetUpTestSuite() {
        OnServer::SetUpTestSuite();
        Client admin = as("admin");
        expect_success(admin.post("/orders", order_body(menu_item_id(admin, "Latte"))), 201);
        expect_success(admin.post("/tabs", R"({"name":"Ada","lines":[]})"), 201);
        learn(admin);
    }

    static Rows rows() {
        db::Options options;
        options.url = server().database_url();
        const auto reader = db::read_rows(options);
        Rows all;
        for (const auto& table : reader->tables()) {
            if (table.name == of_the_asking) continue;
            std::string text;
            reader->read(table, [&](std::string_view lines) { text += lines; });
            for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
                all[table.name].insert(text.substr(begin, end - begin));
            }
        }
        return all;
    }
    static void expect_unchanged(const Rows& before) {
        const Rows now = rows();
        for (const auto& [table, lines] : now) {
            const auto old = before.find(table);
            for (const auto& line : lines) {
                EXPECT_TRUE(old != before.end() && old->second.contains(line)) << table << " has now: " << line;
            }
        }
        for (const auto& [table, lines] : before) EXPECT_EQ(now.at(table).size(), lines.size()) << "rows of " << table;
    }
    /// With what there is of that collection in the place of {id}.
    static std::string target_of(const std::string& path) {
        std::string target = path;
        for (auto begin = target.find('{'); begin != std::string::npos; begin = target.find('{')) {
            target.replace(begin, target.find('}') - begin + 1, id_for(path));
        }
        return target;
    }

    struct Operation {
        std::string method, path, permission;
    };
    static inline std::vector<Operation> operations_;

private:
    static std::string id_for(const std::string& path) {
        const auto found = ids_.find(path.substr(0, path.find('/', 1)));
        return found == ids_.end() ? "01934f00-0000-7000-8000-00000000dead" : found->second;
    }
    static std::string first_id(const Json& json) {
        if (json.is_object()) {
            if (json["id"].exists() && json["id"].is_text()) return json["id"].text();
            for (const auto& [name, inner] : json.members()) {
                if (auto id = first_id(inner); !id.empty()) return id;
            }
        }
        return json.is_array() && json.size() > 0 ? first_id(json[0]) : "";
    }
    static void learn(Client& admin) {
        const Json document = admin.get("/openapi.json").json;
        for (const auto& [path, methods] : document["paths"].members()) {
            for (const auto& [method, operation] : methods.members()) {
                std::string upper = method;
                std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
                const Json permission = operation["x-permission"];
                operations_.push_back({upper, path, permission.exists() ? permission.text() : ""});
            }
            if (path.find('/', 1) != std::string::npos || path.find('{') != std::string::npos || path == "/events") continue;
            if (auto id = first_id(admin.get(path)["data"]); !id.empty()) ids_[path] = id;
        }
    }
    static inline std::map<std::string, std::string> ids_;
};

TEST_F(ChangesNothing, WhoeverOnlyAsks) {
    Client admin = as("admin");
    const Rows before = rows();
    int answered = 0;
    for (const auto& operation : operations_) {
        if (operation.method != "GET" || operation.path == "/events") continue;
        answered += admin.get(target_of(operation.path)).status == 200 ? 1 : 0;
        admin.send("HEAD", target_of(operation.path), "");
    }
    EXPECT_GE(answered, 50);
    expect_unchanged(before);
}

TEST_F(ChangesNothing, WhatSomebodyMayNotDo) {
    std::vector<Client> people;
    for (const std::string& role : role_names()) people.push_back(as(role));
    const Rows before = rows();
    int refused = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto may = permissions_of(role_names()[i]);
        for (const auto& operation : operations_) {
            if (operation.permission.empty() || may.contains(operation.permission)) continue;
            const auto reply = people[i].send(operation.method, target_of(operation.path), operation.method == "GET" ? "" : "{}");
            EXPECT_EQ(reply.status, 403) << role_names()[i] << ": " << operation.method << " " << operation.path;
            ++refused;
        }
    }
    EXPECT_GE(refused, 200);
    expect_unchanged(before);
}

}  // namespace
}  // namespace cafepos::testing
