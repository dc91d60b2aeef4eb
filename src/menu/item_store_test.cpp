#include "item_store.h"

#include <gtest/gtest.h>

#include "testing/world.h"

namespace cafepos::menu {
namespace {

using namespace std::chrono_literals;

struct MenuStoreTest : ::testing::Test {
    testing::World world;

    Id add(const std::string& name, const std::string& size, int cents, const std::string& category = "Coffee",
           int sort_order = 0) {
        Item item;
        item.name = name;
        item.size = size;
        item.price = Money::of(cents);
        item.category = category;
        item.sort_order = sort_order;
        return world.db().writing([&](db::Transaction& transaction) {
            return create(transaction, item, world.admin.user_id, world.clock.now(), world.ids);
        });
    }
    void set_price(const Id& id, int cents) {
        world.db().write([&](db::Transaction& transaction) {
            const Item before = store::find_item(transaction, id).value();
            Item after = before;
            after.price = Money::of(cents);
            store::update(transaction, before, after, world.admin.user_id, world.clock.now(), world.ids);
        });
    }
    template <class F>
    auto read(F&& work) {
        return world.db().reading(std::forward<F>(work));
    }
    std::vector<std::string> names(const store::Filter& filter) {
        return read([&](db::Transaction& transaction) {
            std::vector<std::string> found;
            for (const Item& item : store::list_items(transaction, filter)) found.push_back(item.name + " " + item.size);
            EXPECT_GE(store::count_items(transaction, filter), static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
};

using Names = std::vector<std::string>;

const db::Statement delete_by_hand{"menu_test.delete_by_hand", "DELETE FROM menu_items WHERE name LIKE 'Test%'"};
const db::Statement count_prices{"menu_test.count_prices", "SELECT COUNT(*) FROM menu_prices"};
const db::Statement rename_by_hand{"menu_test.rename_by_hand", "UPDATE menu_items SET name = 'Cortado' WHERE name = 'Latte'"};

TEST_F(MenuStoreTest, ListsByNameSortOrderAndSize) {
    add("Tea", "Pot", 300);
    add("Latte", "Small", 350, "Coffee", 1);
    add("Latte", "Large", 450, "Coffee", 2);
    add("Éclair", "Regular", 325);
    add("Latte", "Double", 400, "Coffee", 1);
    EXPECT_EQ(names({}), (Names{"Latte Double", "Latte Small", "Latte Large", "Tea Pot", "Éclair Regular"}));
    EXPECT_EQ(names({.limit = 2, .offset = 1}), (Names{"Latte Small", "Latte Large"}));
    EXPECT_EQ(names({.limit = 0}), Names{});
}

TEST_F(MenuStoreTest, FiltersByCategoryActivityAndWords) {
    const Id tea = add("Green Tea", "Pot", 300, "Tea");
    add("Latte", "Small", 350);
    add("100% Juice", "Glass", 420, "Cold");
    world.db().write([&](db::Transaction& transaction) {
        const Item before = store::find_item(transaction, tea).value();
        Item after = before;
        after.is_active = false;
        after.description = "Leaves from Uji";
        store::update(transaction, before, after, std::nullopt, world.clock.now(), world.ids);
    });
    EXPECT_EQ(names({.category = "tea"}), Names{"Green Tea Pot"});
    EXPECT_EQ(names({.active = true}), (Names{"100% Juice Glass", "Latte Small"}));
    EXPECT_EQ(names({.active = false}), Names{"Green Tea Pot"});
    EXPECT_EQ(names({.search = "LATT"}), Names{"Latte Small"});
    EXPECT_EQ(names({.search = "uji"}), Names{"Green Tea Pot"});
    EXPECT_EQ(names({.search = "%"}), Names{"100% Juice Glass"}) << "no wildcard";
    EXPECT_EQ(names({.search = "_"}), Names{});
    EXPECT_EQ(names({.category = "tea", .search = "latte"}), Names{});
}

TEST_F(MenuStoreTest, ArchivedItemsAreGoneExceptForSales) {
    const Id id = add("Latte", "Large", 450);
    world.db().write([&](db::Transaction& transaction) { store::archive(transaction, id, world.clock.now()); });
    EXPECT_EQ(names({}), Names{});
    read([&](db::Transaction& transaction) {
        EXPECT_FALSE(store::find_item(transaction, id));
        EXPECT_FALSE(find_by_name(transaction, "Latte", "Large"));
        const auto found = find_for_sale(transaction, {id}, world.clock.now());
        EXPECT_TRUE(found.at(id).is_archived);
        EXPECT_EQ(found.at(id).name, "Latte");
        return 0;
    });
}

TEST_F(MenuStoreTest, FindsByNameWhateverTheCase) {
    const Id first = add("Flat White", "Small", 350);
    add("flat white", "SMALL", 360);
    read([&](db::Transaction& transaction) {
        EXPECT_EQ(find_by_name(transaction, "FLAT white", "small"), first) << "the older of two";
        EXPECT_FALSE(find_by_name(transaction, "Flat White", "Large"));
        EXPECT_FALSE(find_by_name(transaction, "Flat%", "Small"));
        return 0;
    });
}

TEST_F(MenuStoreTest, SalesSeeThePricesOfTheLastTwelveHours) {
    const Id id = add("Latte", "Large", 400);
    world.clock.advance(1h);
    set_price(id, 420);
    world.clock.advance(1h);
    set_price(id, 400);
    world.clock.advance(1h);
    set_price(id, 450);
    const auto recent = [&] {
        return read([&](db::Transaction& transaction) { return find_for_sale(transaction, {id}, world.clock.now()).at(id); });
    };
    EXPECT_EQ(recent().price, Money::of(450));
    EXPECT_EQ(recent().recent_prices.size(), 2U) << "4.20, and 4.00 once although it was valid twice";
    world.clock.advance(11h);
    EXPECT_EQ(recent().recent_prices.size(), 2U);
    world.clock.advance(30min);
    EXPECT_EQ(recent().recent_prices, std::vector{Money::of(400)}) << "4.20 ended twelve and a half hours ago";
    world.clock.advance(1h);
    EXPECT_TRUE(recent().recent_prices.empty());
}

TEST_F(MenuStoreTest, FindsManyForSaleAtOnce) {
    std::vector<Id> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(add("Item", std::to_string(i), 100 + i));
    ids.push_back(ids.front());
    ids.push_back(world.ids.next());
    read([&](db::Transaction& transaction) {
        const auto found = find_for_sale(transaction, ids, world.clock.now());
        EXPECT_EQ(found.size(), 20U);
        EXPECT_EQ(found.at(ids[13]).price, Money::of(113));
        EXPECT_TRUE(find_for_sale(transaction, {}, world.clock.now()).empty());
        return 0;
    });
}

TEST_F(MenuStoreTest, EveryChangeRaisesTheVersion) {
    const auto current = [&] { return read([](db::Transaction& transaction) { return store::find_version(transaction); }); };
    auto last = current();
    const auto expect_raised = [&] {
        EXPECT_GT(current(), last);
        last = current();
    };
    const Id id = add("Latte", "Large", 400);
    expect_raised();
    set_price(id, 420);
    expect_raised();
    world.db().write([&](db::Transaction& transaction) {
        store::set_image_url(transaction, id, "/uploads/menu_items/x.png", world.clock.now());
    });
    expect_raised();
    world.db().write([&](db::Transaction& transaction) { store::archive(transaction, id, world.clock.now()); });
    expect_raised();
}

TEST_F(MenuStoreTest, LettersOfEveryAlphabetAreCompared) {
    const Id creme = add("Crème Brûlée", "Größe L", 600, "Süßes");
    for (const char* search : {"crème", "CRÈME", "cre\u0300me", "BRÛLÉE"})
        EXPECT_EQ(names({.search = search}).size(), 1U) << search;
    EXPECT_EQ(names({.search = "creme"}), Names{}) << "accents count";
    EXPECT_EQ(names({.category = "SÜSSES"}).size(), 1U);
    EXPECT_EQ(read([](db::Transaction& transaction) { return find_by_name(transaction, "CRÈME BRÛLÉE", "GRÖSSE L"); }), creme);
    world.db().write([&](db::Transaction& transaction) {
        const Item before = store::find_item(transaction, creme).value();
        Item after = before;
        after.name = "Éclair";
        after.description = "Mit ÄPFELN";
        store::update(transaction, before, after, std::nullopt, world.clock.now(), world.ids);
    });
    EXPECT_EQ(names({.search = "éCLAIR"}).size(), 1U);
    EXPECT_EQ(names({.search = "äpfeln"}).size(), 1U);
    EXPECT_EQ(names({.search = "brûlée"}), Names{});
}

TEST_F(MenuStoreTest, AnUnsoldItemCanBeDeletedByHand) {
    add("Test Latte", "Large", 400);
    const Id latte = add("Latte", "Large", 400);
    set_price(latte, 450);
    world.db().write([](db::Transaction& transaction) { EXPECT_EQ(transaction.execute(delete_by_hand), 1); });
    EXPECT_EQ(names({}), Names{"Latte Large"});
    EXPECT_EQ(read([](db::Transaction& transaction) { return transaction.query_one(count_prices)->integer(0); }), 2);
}

TEST_F(MenuStoreTest, VerifyNamesTextsThatWereChangedByHand) {
    add("Latte", "Large", 400);
    EXPECT_EQ(read([](db::Transaction& transaction) { return verify(transaction); }), Names{});
    world.db().write([](db::Transaction& transaction) { transaction.execute(rename_by_hand); });
    const auto findings = read([](db::Transaction& transaction) { return verify(transaction); });
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(findings[0].find("(Cortado)"), std::string::npos) << findings[0];
}

}  // namespace
}  // namespace cafepos::menu
