// What the documents say of the files that may be uploaded is what the server takes: each bound is tried from both sides.

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "testing/server.h"
#include "testing/source.h"

namespace cafepos::testing {
namespace {

constexpr std::size_t mebibyte = 1024UL * 1024;

struct Upload {
    const char* document;
    const char* rows;  ///< how the document says how many; empty: it has none
    const char* mebi;  ///< and how large
    const char* target;
    const char* header;  ///< of a file of rows
    const char* row;     ///< with nothing in it: counted, then left out
};
const Upload uploads[]{
    {"docs/adr/0006-pictures.md", "", R"((\d+) MiB \(`MAX_FILE_SIZE`\))", "/upload/image", "", ""},
    {"docs/formats/menu-import.md", R"(At most ([\d,]+) rows)", R"((\d+) MiB in all)", "/menu_items/bulk-import?dryRun=true",
     "name,price\n", ",\n"},
    {"docs/formats/inventory-csv.md", R"(At most ([\d,]+) rows and)", R"(rows and (\d+) MiB)", "/inventory/import?dryRun=true",
     "Name,Current Stock\n", ",\n"},
};

/// The only number that the document says in such words.
std::size_t number_in(const char* document, const char* words) {
    std::ostringstream out;
    out << std::ifstream(source_root() / document).rdbuf();
    const std::string text = out.str();
    std::smatch found;
    EXPECT_TRUE(std::regex_search(text, found, std::regex(words))) << document << ": " << words;
    return found.empty() ? 0 : std::stoul(std::regex_replace(found[1].str(), std::regex(","), ""));
}

class Uploads : public ::testing::TestWithParam<Upload> {
protected:
    HttpReply send(const std::string& content) {
        if (GetParam().row[0] != '\0') return admin.post_form(GetParam().target, {{"file", content, "a.csv", "text/csv"}});
        return admin.post_form(GetParam().target, {{"menu_item_id", some_item()}, {"image", content, "a.png", "image/png"}});
    }
    std::string some_item() {
        std::smatch id;
        const std::string items = admin.get("/menu_items?limit=1").body;
        return std::regex_search(items, id, std::regex("[0-9a-f]{8}-[0-9a-f-]{27}")) ? id[0].str() : "";
    }
    HttpReply send_rows(std::size_t count) {
        std::string file = GetParam().header;
        for (std::size_t i = 0; i < count; ++i) file += GetParam().row;
        return send(file);
    }

    ServerProcess server;
    Client admin = server.client_as("admin");
};

TEST_P(Uploads, AreAsLargeAsTheirDocumentSays) {
    const std::size_t bytes = number_in(GetParam().document, GetParam().mebi) * mebibyte;
    constexpr std::size_t around_it = 64UL * 1024;  // what a form has beside its file
    const auto is_too_large = [&](std::size_t size) {
        const auto reply = send(std::string(size, 'x'));
        EXPECT_GE(reply.status, 400) << reply.body.substr(0, 300);
        return reply.body.find("TOO_LARGE") != std::string::npos;
    };
    EXPECT_FALSE(is_too_large(bytes - around_it));
    EXPECT_TRUE(is_too_large(bytes + around_it));
}

TEST_P(Uploads, HaveAsManyRowsAsTheirDocumentSays) {
    if (GetParam().rows[0] == '\0') GTEST_SKIP() << "a picture has none";
    const std::size_t rows = number_in(GetParam().document, GetParam().rows);
    const std::string refusal = "more than " + std::to_string(rows + 1) + " rows with the header";
    const auto are_too_many = [&](std::size_t count) { return send_rows(count).body.find(refusal) != std::string::npos; };
    EXPECT_FALSE(are_too_many(rows));
    EXPECT_TRUE(are_too_many(rows + 1));
}

INSTANTIATE_TEST_SUITE_P(Docs, Uploads, ::testing::ValuesIn(uploads), [](const auto& upload) {
    return std::regex_replace(std::string(upload.param.target), std::regex("[^A-Za-z].dryRun.*|[^A-Za-z]"), "");
});

}  // namespace
}  // namespace cafepos::testing
