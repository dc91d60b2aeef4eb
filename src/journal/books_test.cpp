// What the journal says of books that tell something else: each difference by its name, whatever somebody has made of either.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "journal.h"
#include "store.h"
#include "testing/world.h"

namespace cafepos::journal {
namespace {

const db::Statement set_record{"books_test.record", "UPDATE journal_entries SET record = $2 WHERE sequence = $1"};
const db::Statement remove_from{"books_test.remove", "DELETE FROM journal_entries WHERE sequence >= $1 AND sequence <= $2"};

Record record_of(std::string_view member, std::string_view number, int total) {
    Record record;
    record.add(member, number);
    record.add("total_amount", total);
    return record;
}

class BooksTest : public ::testing::Test {
protected:
    /// An event that stands in the books and in the journal.
    void sell(const std::string& subject, const Record& record) {
        sales[subject] = record;
        world.db().write([&](db::Transaction& transaction) { world.journal.append(transaction, kind::sale, subject, record); });
    }
    [[nodiscard]] Books books() const {
        const auto records = [this](db::Transaction&, const std::vector<Entry>& entries) {
            std::vector<std::optional<Record>> found;
            for (const Entry& entry : entries) {
                const auto sale = sales.find(entry.subject);
                found.push_back(sale == sales.end() ? std::nullopt : std::optional(sale->second));
            }
            return found;
        };
        return {kind::sale, records, [this](db::Transaction&) { return unrecorded; }, "orders"};
    }
    /// Voids, of which nothing is older than the journal, stand beside the sales.
    [[nodiscard]] std::vector<Books> all_books() const { return {books(), {kind::voided, books().records, {}, "voids"}}; }
    void begin() {
        world.db().write([&](db::Transaction& transaction) { journal::begin(transaction, world.journal, all_books()); });
    }
    std::vector<std::string> verify() {
        return world.db().reading(
            [&](db::Transaction& transaction) { return journal::verify(transaction, world.journal_keys, all_books(), {}); });
    }
    std::optional<Proof> prove(const std::string& subject) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return journal::prove(transaction, world.journal_keys, subject, books()); });
    }
    void spoil(std::int64_t sequence, const std::string& record) {
        world.db().write([&](db::Transaction& transaction) { transaction.execute(set_record, sequence, record); });
    }
    void remove(std::int64_t first, std::int64_t last) {
        world.db().write([&](db::Transaction& transaction) { transaction.execute(remove_from, first, last); });
    }
    bool says(const std::string& wanted) {
        const auto found = verify();
        return std::ranges::any_of(found, [&](const std::string& one) { return one.find(wanted) != std::string::npos; });
    }

    testing::World world;
    std::map<std::string, Record> sales;
    Books::Unrecorded unrecorded;
};

TEST_F(BooksTest, WhatIsOlderThanTheJournalStandsInItsFirstEntryOnce) {
    unrecorded = {3, 1500};
    begin();
    begin();
    EXPECT_TRUE(verify().empty());
    unrecorded = {4, 1500};
    EXPECT_TRUE(says("4 orders without an entry of the journal, together 1500 minor units; it began with 3, together 1500"));
    unrecorded = {3, 1400};
    EXPECT_TRUE(says("together 1400 minor units"));
}

TEST_F(BooksTest, AFirstEntryThatNobodyCanReadVouchesForNothing) {
    unrecorded = {3, 1500};
    begin();
    for (const char* spoilt : {"{", R"({"orders":3})", R"({"orders":{"count":"3","sum":1500}})",
                               R"({"orders":{"count":99999999999999999999,"sum":1500}})"}) {
        spoil(1, spoilt);
        EXPECT_TRUE(says("journal entry 1 (began journal) was changed")) << spoilt;
        EXPECT_TRUE(says("3 orders without an entry of the journal")) << spoilt;
    }
}

TEST_F(BooksTest, ADifferenceIsNamedByTheNumberThatPeopleKnow) {
    sell("a", record_of("order_number", "ORD-1", 450));
    sell("b", record_of("refund_number", "REF-1", 450));
    Record of_drawer;
    of_drawer.add("number", 7);
    sell("c", of_drawer);
    sell("d", {});
    EXPECT_TRUE(verify().empty());
    for (auto& [subject, record] : sales) record.add("note", std::string_view("new"));
    EXPECT_TRUE(says("sale ORD-1 (journal entry 1): note is \"new\" in the books, empty in the journal"));
    EXPECT_TRUE(says("sale REF-1 (journal entry 2): note"));
    EXPECT_TRUE(says("sale 7 (journal entry 3): note"));
    EXPECT_TRUE(says("sale d (journal entry 4): note"));
}

TEST_F(BooksTest, WhatIsGoneFromTheBooksIsMissed) {
    sell("a", record_of("order_number", "ORD-1", 450));
    sales.clear();
    EXPECT_EQ(verify(), std::vector<std::string>{"sale ORD-1 (journal entry 1): it stands in the journal, but not in the books"});
    ASSERT_TRUE(prove("a"));
    EXPECT_TRUE(prove("a")->is_linked);
    EXPECT_FALSE(prove("a")->holds());
    EXPECT_FALSE(prove("b"));
}

TEST_F(BooksTest, ARecordThatCannotBeReadIsToldOfAndHidesNothingElse) {
    sell("a", record_of("order_number", "ORD-1", 450));
    sell("b", record_of("order_number", "ORD-2", 450));
    sales["b"] = record_of("order_number", "ORD-2", 460);
    spoil(1, "{\"order_number\":");
    EXPECT_TRUE(says("journal entry 1 (sale a): its record cannot be read"));
    EXPECT_TRUE(says("sale ORD-2 (journal entry 2): total_amount is 460 in the books, 450 in the journal"));
    ASSERT_TRUE(prove("a"));
    EXPECT_FALSE(prove("a")->is_linked);
    EXPECT_EQ(prove("a")->differences, std::vector<std::string>{"its record in the journal cannot be read"});
}

TEST_F(BooksTest, SeveralMissingEntriesAreNamedTogetherAndTheNextStandsAlone) {
    for (const char* subject : {"a", "b", "c", "d", "e"}) sell(subject, record_of("order_number", subject, 450));
    remove(2, 3);
    EXPECT_EQ(verify(), std::vector<std::string>{"journal entries 2 to 3 are missing"});
    EXPECT_TRUE(prove("a")->holds());
    EXPECT_FALSE(prove("d")->is_linked) << "nothing is left that it follows from";
    EXPECT_TRUE(prove("e")->holds());
}

TEST_F(BooksTest, AnEntryIsNotProvedWithoutItsKey) {
    sell("a", record_of("order_number", "ORD-1", 450));
    const Keyring none(std::vector<Key>{});
    const auto proof =
        world.db().reading([&](db::Transaction& transaction) { return journal::prove(transaction, none, "a", books()); });
    ASSERT_TRUE(proof);
    EXPECT_FALSE(proof->is_linked);
    EXPECT_TRUE(proof->differences.empty());
}

TEST_F(BooksTest, WhatAPersonHasAcceptedIsNotToldOfAgainAndWhatCameAfterIs) {
    const Key lost = key_of(std::string(32, 'l'));
    const Keyring with_lost({lost});
    const Journal once(world.clock, with_lost);
    const auto say = [&](const Journal& journal, std::string_view kind) {
        world.db().write([&](db::Transaction& transaction) { journal.append(transaction, kind, "x", {}); });
    };
    const auto go_on_with = [&](std::string_view kind, const Key& key) {
        world.db().write([&](db::Transaction& transaction) { once.change_key(transaction, kind, key, {}); });
    };
    say(once, kind::settings);
    go_on_with(kind::key_lost, world.journal_keys.newest().value());
    EXPECT_TRUE(says("journal entries 1 to 1 are kept with the key " + lost.id));
    say(world.journal, kind::accepted);
    EXPECT_TRUE(verify().empty());
    go_on_with(kind::settings, lost);
    EXPECT_TRUE(says("journal entry 4 (settings journal) has another key than the one before it"));
    EXPECT_TRUE(says("journal entries 1 to 4 are kept with the key " + lost.id));
}

TEST_F(BooksTest, AnAcceptanceThatNobodyCanCheckAcceptsNothing) {
    const Key lost = key_of(std::string(32, 'l'));
    const Keyring with_lost({lost});
    const Journal once(world.clock, with_lost);
    world.db().write([&](db::Transaction& transaction) {
        once.append(transaction, kind::settings, "x", {});
        once.append(transaction, kind::accepted, "x", {});
    });
    EXPECT_TRUE(says("journal entries 1 to 2 are kept with the key " + lost.id));
}

TEST_F(BooksTest, AnotherKeyIsToldOfFromTheSecondEntryOn) {
    const Key other = key_of(std::string(32, 'o'));
    const Keyring with_other({other});
    const Journal once(world.clock, with_other);
    world.db().write([&](db::Transaction& transaction) {
        once.append(transaction, kind::settings, "x", {});
        once.change_key(transaction, kind::settings, world.journal_keys.newest().value(), {});
    });
    EXPECT_TRUE(says("journal entry 2 (settings journal) has another key than the one before it"));
}

TEST_F(BooksTest, OnlyTheEntryThatBeganTheJournalVouchesForWhatIsOlder) {
    Record older;
    older.add("count", 3);
    older.add("sum", 1500);
    Record record;
    record.add("orders", older);
    sell("a", record);
    unrecorded = {3, 1500};
    EXPECT_TRUE(says("3 orders without an entry of the journal, together 1500 minor units; it began with 0, together 0"));
}

TEST_F(BooksTest, AChainThatIsBrokenEverywhereIsNotToldOfWithoutEnd) {
    world.db().write([&](db::Transaction& transaction) {
        for (int i = 0; i < 1100; ++i) world.journal.append(transaction, kind::sale, "never sold", {});
    });
    EXPECT_EQ(verify().size(), 1000U);
}

TEST_F(BooksTest, ALongChainIsReadInPartsWithACheckpointBeforeEach) {
    world.db().write([&](db::Transaction& transaction) {
        for (int i = 0; i < 600; ++i) world.journal.append(transaction, kind::settings, "x", {});
    });
    int checkpoints = 0;
    const auto found = world.db().reading([&](db::Transaction& transaction) {
        return journal::verify(transaction, world.journal_keys, all_books(), {}, [&] { ++checkpoints; });
    });
    EXPECT_EQ(found, std::vector<std::string>());
    EXPECT_EQ(checkpoints, 2);
}

TEST(JournalWithoutAKey, TakesNoEntry) {
    testing::World world;
    const Keyring none(std::vector<Key>{});
    const Journal journal(world.clock, none);
    try {
        world.db().write([&](db::Transaction& transaction) { journal.append(transaction, kind::sale, "a", {}); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::not_ready);
        EXPECT_STREQ(error.what(), "The journal has no key yet");
    }
    EXPECT_FALSE(none.newest());
    EXPECT_FALSE(journal.committed());
}

}  // namespace
}  // namespace cafepos::journal
