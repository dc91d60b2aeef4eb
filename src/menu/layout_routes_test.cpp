#include <gtest/gtest.h>

#include "layout_rules.h"
#include "layout_store.h"
#include "menu_store.h"
#include "test_menu.h"
#include "testing/reason.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::Json;

const db::Statement layout_audits{"layout_test.audits", "SELECT COUNT(*) FROM audit_log WHERE action = 'till_layout.changed'"};
const db::Statement layout_events{
    "layout_test.events", "SELECT COUNT(*) FROM events WHERE kind = 'menu' AND payload = '{\"change\":\"layout_changed\"}'"};

class LayoutRoutes : public ::testing::Test {
protected:
    static std::string tile(const std::string& id, const std::string& more = "") {
        return R"({"menuItemId":")" + id + "\"" + more + "}";
    }
    static std::string page(const std::string& name, const std::string& tiles) {
        return R"({"name":")" + name + R"(","tiles":[)" + tiles + "]}";
    }
    static std::string layout(int version, const std::string& pages) {
        return R"({"version":)" + std::to_string(version) + R"(,"pages":[)" + pages + "]}";
    }
    Json put(const std::string& body, const testing::CallOptions& options = {}) {
        return testing::data_of(world.call(Method::put, "/till_layout", body, options));
    }
    Json now() { return world.get("/till_layout"); }
    Error refusal(const std::string& body) {
        return testing::error_of([&] { put(body); });
    }
    std::string refused_field(const std::string& pages) {
        const Error error = refusal(layout(0, pages));
        EXPECT_EQ(error.code(), Code::unprocessable);
        return error.details().empty() ? "" : error.details().front().field;
    }
    static std::string names_of(const Json& page) {
        std::string names;
        for (std::size_t i = 0; i < page["tiles"].size(); ++i) names += page["tiles"][i]["name"].text() + " ";
        return names;
    }
    std::int64_t count(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }

    MenuWorld world;
    std::string latte = world.add("Latte", "Small", "4");
    std::string large = world.add("Latte", "Large", "5");
    std::string tea = world.add("Tea", "Regular", "3");
    std::string bagel = world.add("Bagel", "Regular", "3.25");
};

TEST_F(LayoutRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(LayoutRoutes, NobodyHasArrangedAnything) {
    EXPECT_EQ(now()["version"].integer(), 0);
    EXPECT_EQ(now()["pages"].size(), 0U);
}

TEST_F(LayoutRoutes, PagesAndTilesStandAsTheyWereGiven) {
    const Json saved = put(layout(0, page(" Favourites ", tile(tea) + "," + tile(latte, R"(,"color":"teal")")) +
                                         R"(,{"name":"To eat","color":"red","tiles":[]})"));
    EXPECT_EQ(saved["version"].integer(), 1);
    EXPECT_EQ(saved.print(), now().print());
    EXPECT_EQ(saved["pages"][0]["name"].text(), "Favourites");
    EXPECT_TRUE(saved["pages"][0]["color"].is_null());
    EXPECT_EQ(names_of(saved["pages"][0]), "Tea Latte ");
    EXPECT_EQ(saved["pages"][0]["tiles"][1]["color"].text(), "teal");
    EXPECT_EQ(saved["pages"][0]["tiles"][1]["category"].text(), "General");
    EXPECT_EQ(saved["pages"][1]["color"].text(), "red");
    put(layout(1, page("All day", tile(bagel))));
    EXPECT_EQ(now()["pages"].size(), 1U) << "the others are gone";
    EXPECT_EQ(count(layout_audits), 2);
    EXPECT_EQ(count(layout_events), 2);
}

TEST_F(LayoutRoutes, ManyTilesKeepTheirOrder) {
    std::string tiles;
    std::string expected;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "Item " + std::to_string(100 - i);
        tiles += (tiles.empty() ? "" : ",") + tile(world.add(name, "Regular", "1"));
        expected += name + " ";
    }
    EXPECT_EQ(names_of(put(layout(0, page("Many", tiles)))["pages"][0]), expected);
}

TEST_F(LayoutRoutes, TwoEditorsDoNotOverwriteEachOther) {
    put(layout(0, page("Mine", tile(tea))));
    const Error error = refusal(layout(0, page("Yours", tile(latte))));
    EXPECT_EQ(error.code(), layout_changed);
    EXPECT_EQ(testing::reason_of(error), "changed_since");
    EXPECT_NE(error.data().find(R"("name":"Mine")"), std::string::npos);
    EXPECT_EQ(now()["pages"][0]["name"].text(), "Mine");
    EXPECT_EQ(count(layout_audits), 1);
}

TEST_F(LayoutRoutes, TheVersionIsSaidInTheBodyOrAsIfMatch) {
    EXPECT_EQ(refusal(R"({"pages":[]})").details().at(0).field, "version");
    testing::CallOptions options;
    options.headers = {{"if-match", "\"0\""}};
    EXPECT_EQ(put(R"({"pages":[]})", options)["version"].integer(), 1);
    EXPECT_EQ(testing::error_of([&] { put(layout(1, ""), options); }).details().at(0).field, "version");
    options.headers = {{"if-match", "\"one\""}};
    EXPECT_EQ(testing::error_of([&] { put(R"({"pages":[]})", options); }).details().at(0).field, "If-Match");
}

TEST_F(LayoutRoutes, WhatIsWrongIsNamedAndNothingIsStored) {
    EXPECT_EQ(refused_field(page(" ", "")), "pages[0].name");
    EXPECT_EQ(refused_field(page(std::string(page_name_length_max + 1, 'x'), "")), "pages[0].name");
    EXPECT_EQ(refused_field(page(R"(a\nb)", "")), "pages[0].name");
    EXPECT_EQ(refused_field(page("Tea", "") + "," + page("TEA", "")), "pages[1].name");
    EXPECT_EQ(refused_field(page("Tea", tile(tea) + "," + tile(latte) + "," + tile(large))), "pages[0].tiles[2].menuItemId")
        << "one tile shows all sizes";
    EXPECT_EQ(refused_field(page("Tea", tile("0190a000-0000-7000-8000-000000000000"))), "pages[0].tiles[0].menuItemId");
    EXPECT_EQ(refused_field(page("Tea", tile(tea, R"(,"color":"beige")"))), "pages[0].tiles[0].color");
    std::string pages;
    for (std::size_t i = 0; i <= layout_pages_max; ++i) pages += (i == 0 ? "" : ",") + page(std::to_string(i), "");
    EXPECT_EQ(refused_field(pages), "pages");
    std::string tiles;
    for (std::size_t i = 0; i <= page_tiles_max; ++i) tiles += (i == 0 ? "" : ",") + tile(tea);
    EXPECT_EQ(refused_field(page("Tea", tiles)), "pages[0].tiles");
    EXPECT_EQ(now()["version"].integer(), 0);
}

TEST(LayoutRules, AsManyPagesTilesAndLettersAsThereMayBe) {
    TillLayout layout;
    for (std::size_t i = 0; i < 20; ++i) layout.pages.push_back({.name = std::to_string(i)});
    layout.pages.back().name = std::string(40, 'x');
    for (std::size_t i = 0; i < 100; ++i) layout.pages.back().tiles.push_back({.menu_item_id = {}, .name = std::to_string(i)});
    Checks checks;
    check_size(layout, checks);
    check_pages(layout, checks);
    EXPECT_TRUE(checks.good());
    layout.pages.back().tiles.push_back({.menu_item_id = {}, .name = "one too many"});
    check_size(layout, checks);
    EXPECT_EQ(checks.take().at(0).field, "pages[19].tiles");
}

TEST_F(LayoutRoutes, ATileStaysAsLongAsOneOfItsSizesIsOnTheMenu) {
    put(layout(0, page("Favourites", tile(tea) + "," + tile(latte) + "," + tile(bagel))));
    world.call(Method::remove, "/menu_items/" + latte);
    world.call(Method::remove, "/menu_items/" + bagel);
    EXPECT_EQ(names_of(now()["pages"][0]), "Tea Latte ");
    world.call(Method::remove, "/menu_items/" + large);
    EXPECT_EQ(names_of(now()["pages"][0]), "Tea ");
    // Whoever had opened the layout before saves it all the same.
    EXPECT_EQ(names_of(put(layout(1, page("Favourites", tile(latte) + "," + tile(tea))))["pages"][0]), "Tea ");
}

TEST_F(LayoutRoutes, ATileGoesByItsItemsNewName) {
    put(layout(0, page("Favourites", tile(tea))));
    world.call(Method::put, "/menu_items/" + tea, R"({"name":"Green tea","category":"Tea"})");
    EXPECT_EQ(now()["pages"][0]["tiles"][0]["name"].text(), "Green tea");
    EXPECT_EQ(now()["pages"][0]["tiles"][0]["category"].text(), "Tea");
}

TEST_F(LayoutRoutes, WhatIsPlantedChangesNothingThatPeopleArranged) {
    const auto plant = [&](const std::string& name) {
        world.db().write([&](db::Transaction& transaction) { plant_layout(transaction, {{name, {}, {}}}); });
    };
    plant("Planted");
    EXPECT_EQ(now()["pages"][0]["name"].text(), "Planted");
    plant("Planted again");
    EXPECT_EQ(now()["pages"][0]["name"].text(), "Planted");
}

}  // namespace
}  // namespace cafepos::menu
