// The chain on each database: one order, no gaps, nothing by halves.
#include "journal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <thread>

#include "core/error.h"
#include "store.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::journal {
namespace {

class JournalTest : public ::testing::Test {
protected:
    void append(const std::string& subject) {
        world.db().write([&](db::Transaction& transaction) { append(transaction, subject); });
    }
    void append(db::Transaction& transaction, const std::string& subject) const {
        Record record;
        record.add("order_number", subject);
        record.add("total_amount", 450);
        world.journal.append(transaction, kind::sale, subject, record);
    }
    std::vector<Entry> entries() {
        return world.db().reading([](db::Transaction& transaction) { return store::list_after(transaction, 0, 1000); });
    }
    std::vector<std::string> verify(const std::vector<Head>& outside = {}) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return journal::verify(transaction, world.journal_keys, {}, outside); });
    }

    testing::World world;
};

TEST_F(JournalTest, CommandsOfOneBatchFollowEachOther) {
    std::vector<std::jthread> tills;
    for (int till = 0; till < 8; ++till) {
        tills.emplace_back([&, till] {
            for (int i = 0; i < 20; ++i) append(std::to_string(till) + "/" + std::to_string(i));
        });
    }
    tills.clear();
    ASSERT_EQ(entries().size(), 160U);
    EXPECT_EQ(entries().back().sequence, 160);
    EXPECT_EQ(verify(), std::vector<std::string>());
}

TEST_F(JournalTest, ACommandThatFailsLeavesNoGap) {
    append("first");
    EXPECT_THROW(world.db().write([&](db::Transaction& transaction) {
        append(transaction, "never");
        throw Error(Code::conflict, "no");
    }),
                 Error);
    append("second");
    ASSERT_EQ(entries().size(), 2U);
    EXPECT_EQ(entries()[1].subject, "second");
    EXPECT_EQ(entries()[1].sequence, 2);
    EXPECT_EQ(verify(), std::vector<std::string>());
    EXPECT_EQ(world.journal.committed(), std::optional(head_of(entries()[1])));
}

TEST_F(JournalTest, TheHeadOutsideTellsOfACutTailAndOfAnotherPast) {
    append("first");
    append("second");
    const Head head = head_of(entries().back());
    EXPECT_TRUE(verify({head}).empty());
    static const db::Statement cut{"journal_test.cut", "DELETE FROM journal_entries WHERE sequence = 2"};
    world.db().write([](db::Transaction& transaction) { transaction.execute(cut); });
    EXPECT_TRUE(verify().empty()) << "from inside nobody can tell";
    ASSERT_EQ(verify({head}).size(), 1U);
    EXPECT_NE(verify({head})[0].find("ends with entry 1, though 2 was kept"), std::string::npos) << verify({head})[0];
    append("another");
    EXPECT_NE(verify({head})[0].find("entry 2 is not the one"), std::string::npos) << verify({head})[0];
}

TEST_F(JournalTest, ADatabaseWithoutEntriesEndsBeforeTheFirst) {
    const auto troubles = verify({{.sequence = 3, .key_id = "key", .hash = "of another copy"}});
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_NE(troubles[0].find("ends with entry 0, though 3 was kept"), std::string::npos) << troubles[0];
}

TEST_F(JournalTest, AnotherKeyGoesOnInTheSameChain) {
    append("first");
    const Key second = key_of(std::string(32, 's'));
    Keyring both({world.journal_keys.newest().value(), second});
    const Journal with_both(world.clock, both);
    world.db().write([&](db::Transaction& transaction) { with_both.change_key(transaction, kind::key_changed, second, {}); });
    world.db().write([&](db::Transaction& transaction) { with_both.append(transaction, kind::sale, "x", {}); });
    EXPECT_EQ(entries()[2].key_id, second.id);
    const auto found =
        world.db().reading([&](db::Transaction& transaction) { return journal::verify(transaction, both, {}, {}); });
    EXPECT_EQ(found, std::vector<std::string>());
    ASSERT_EQ(verify().size(), 1U) << "who has only the first key";
    EXPECT_NE(verify()[0].find("entries 2 to 3 are kept with the key " + second.id), std::string::npos) << verify()[0];
    EXPECT_THROW(append("without the key"), Error);
}

TEST(JournalKeyring, IsMadeOnceAndSeesWhatOthersAdd) {
    const testing::TemporaryDirectory folder;
    const std::filesystem::path file = folder.path() / "journal.key";
    SeededRandom random(1);
    Keyring one(file);
    Keyring other(file);
    const Key made = one.make(random);
    EXPECT_EQ(other.find(made.id).value().bytes, made.bytes);
    const Key second = other.make(random);
    EXPECT_EQ(one.find(second.id).value().bytes, second.bytes);
    EXPECT_EQ(one.newest().value().id, second.id);
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

/// Another process, at the worst moment.
class Interrupted final : public Random {
public:
    explicit Interrupted(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
    void fill(unsigned char* bytes, std::size_t count) override {
        meanwhile_();
        std::fill_n(bytes, count, static_cast<unsigned char>('i'));
    }

private:
    std::function<void()> meanwhile_;
};

TEST(JournalKeyring, OfTwoThatMakeTheFirstKeyAtOnceBothHaveTheSame) {
    const testing::TemporaryDirectory folder;
    Keyring one(folder.path() / "journal.key");
    Keyring other(folder.path() / "journal.key");
    SeededRandom seeded(1);
    std::optional<Key> first;
    Interrupted random([&] { first = other.make(seeded); });
    const Key made = one.make(random);
    EXPECT_EQ(made.id, first.value().id);
    EXPECT_EQ(one.newest().value().id, first->id);
}

TEST(JournalKeyring, ADamagedFileIsNamed) {
    const testing::TemporaryDirectory folder;
    const std::filesystem::path file = folder.path() / "journal.key";
    std::ofstream(file) << "what\n";
    try {
        const Keyring keyring(file);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string(error.what()), file.string() +
                                                 ": the journal's key file is damaged (line 1 is no key). "
                                                 "Put back your copy of it");
    }
}

}  // namespace
}  // namespace cafepos::journal
