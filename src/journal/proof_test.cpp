// Promise D11: whatever is done to the chain without its key is noticed, and named. `./dev prove journal` runs this; --long
// with 1,000 records.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>

#include "journal.h"
#include "store.h"
#include "testing/scale.h"
#include "testing/world.h"

namespace cafepos::journal {
namespace {

const db::Statement set_at{"proof_test.at", "UPDATE journal_entries SET at = at + 1 WHERE sequence = $1"};
const db::Statement set_kind{"proof_test.kind", "UPDATE journal_entries SET kind = kind || 'x' WHERE sequence = $1"};
const db::Statement set_subject{"proof_test.subject", "UPDATE journal_entries SET subject = subject || 'x' WHERE sequence = $1"};
const db::Statement set_key{"proof_test.key_id", "UPDATE journal_entries SET key_id = key_id || 'x' WHERE sequence = $1"};
const db::Statement set_hash{"proof_test.hash", "UPDATE journal_entries SET hash = hash || '0' WHERE sequence = $1"};
const db::Statement set_record{"proof_test.record", "UPDATE journal_entries SET record = $2 WHERE sequence = $1"};
const db::Statement set_number{"proof_test.sequence",
                               "UPDATE journal_entries SET sequence = sequence + 1000000 WHERE sequence = $1"};
const db::Statement remove{"proof_test.remove", "DELETE FROM journal_entries WHERE sequence = $1"};
const db::Statement cut{"proof_test.cut", "DELETE FROM journal_entries WHERE sequence > $1"};
const db::Statement swap{"proof_test.swap", R"(
    UPDATE journal_entries SET sequence = CASE sequence WHEN $1 THEN -$2 ELSE -$1 END WHERE sequence IN ($1, $2))"};
const db::Statement swapped{"proof_test.swapped", "UPDATE journal_entries SET sequence = -sequence WHERE sequence < 0"};
const db::Statement set_all{"proof_test.all",
                            "UPDATE journal_entries SET record = $2, hash = $3, key_id = $4 WHERE sequence = $1"};

struct Undone {};

constexpr int rounds_of_all = 10;

double seconds_since(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

class Proof : public ::testing::Test {
protected:
    Proof() : count(testing::times(60, 1000)), random(seed) {
        world.db().write([&](db::Transaction& transaction) {
            for (int i = 1; i <= count; ++i) world.journal.append(transaction, kind::sale, "order " + std::to_string(i), sale(i));
        });
        head = world.journal.committed().value();
    }

    Record sale(int number) {
        Record line;
        line.add("menu_item_name", std::string_view("Caffè Latte"));
        line.add("quantity", 1 + static_cast<int>(random() % 5));
        line.add("unit_price", 450);
        line.add("tax_amount", 36);
        Record payment;
        payment.add("method", std::string_view("card"));
        payment.add("amount", 486);
        payment.add("tip_amount", 50);
        Record record;
        const std::string order_number = "ORD-20261122-" + std::to_string(number);
        record.add("order_number", order_number);
        record.add("created_at", world.clock.now());
        record.add("staff_id", world.admin.user_id);
        record.add("total_amount", 486);
        record.add("lines", std::vector<Record>{line});
        record.add("payments", std::vector<Record>{payment});
        return record;
    }

    /// What verify says while it is so; then it is as before.
    std::vector<std::string> verify_with(const std::function<void(db::Transaction&)>& tamper,
                                         const std::vector<Head>& outside = {}) {
        std::vector<std::string> found;
        try {
            world.db().write([&](db::Transaction& transaction) {
                tamper(transaction);
                found = verify(transaction, world.journal_keys, {}, outside);
                throw Undone();
            });
        } catch (const Undone&) {
        }
        return found;
    }
    void expect_named(std::int64_t sequence, const std::string& what, const std::function<void(db::Transaction&)>& tamper) {
        ++tried;
        const auto found = verify_with(tamper);
        const std::string number = std::to_string(sequence);
        const bool named = std::ranges::any_of(found, [&](const std::string& finding) {
            return finding.find("entry " + number + " ") != std::string::npos ||
                   finding.find("entries " + number + " ") != std::string::npos;
        });
        if (named) return void(++detected);
        ADD_FAILURE() << what << " of entry " << number << ": " << (found.empty() ? "nothing was noticed" : found[0]);
    }
    void tell(const char* what) const {
        std::printf("D11 %s: %d of %d detected, %d records, seed %u\n", what, detected, tried, count, seed);
        EXPECT_EQ(detected, tried);
    }

    /// Each way to make one value of the record another.
    static std::vector<std::string> altered(const std::string& record) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < record.size(); ++i) {
            const bool begins = record[i] == ':' && i + 1 < record.size();
            if (!begins || record[i + 1] == '[') continue;
            std::string other = record;
            const std::size_t place = i + 1 + (record[i + 1] == '"' ? 1U : 0U);
            other[place] = other[place] == '1' ? '2' : '1';
            all.push_back(std::move(other));
        }
        return all;
    }

    testing::World world;
    static constexpr unsigned seed = 20261126;
    int count;
    std::mt19937 random;
    Head head;
    int tried = 0;
    int detected = 0;
};

TEST_F(Proof, EveryFieldOfEveryRecord) {
    const auto entries =
        world.db().reading([&](db::Transaction& transaction) { return store::list_after(transaction, 0, count); });
    for (const Entry& entry : entries) {
        for (const db::Statement* change : {&set_at, &set_kind, &set_subject, &set_key, &set_hash}) {
            expect_named(entry.sequence, change->name(),
                         [&](db::Transaction& transaction) { transaction.execute(*change, entry.sequence); });
        }
        expect_named(entry.sequence, "the number",
                     [&](db::Transaction& transaction) { transaction.execute(set_number, entry.sequence); });
        for (const std::string& other : altered(entry.record)) {
            expect_named(entry.sequence, "the record " + other,
                         [&](db::Transaction& transaction) { transaction.execute(set_record, entry.sequence, other); });
        }
    }
    tell("fields changed");
}

TEST_F(Proof, AnyRecordDeletedAndAnyTailCut) {
    for (int i = 1; i <= count; ++i) {
        ++tried;
        const auto found = verify_with([&](db::Transaction& transaction) { transaction.execute(remove, i); }, {head});
        const std::string wanted = i == count ? "ends with entry" : "entry " + std::to_string(i) + " is missing";
        const bool named = !found.empty() && found[0].find(wanted) != std::string::npos;
        detected += named ? 1 : 0;
        EXPECT_TRUE(named) << i << ": " << (found.empty() ? "nothing" : found[0]);
    }
    for (int left = 0; left < count; ++left) {
        ++tried;
        const auto found = verify_with([&](db::Transaction& transaction) { transaction.execute(cut, left); }, {head});
        detected += found.size() == 1 ? 1 : 0;
    }
    tell("deleted and cut");
}

TEST_F(Proof, AnyTwoSwapped) {
    for (int i = 0; i < count; ++i) {
        const auto a = 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(count));
        const auto b = 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(count));
        if (a == b) continue;
        expect_named(std::min(a, b), "swapped", [&](db::Transaction& transaction) {
            transaction.execute(swap, a, b);
            transaction.execute(swapped);
        });
    }
    tell("swapped");
}

TEST_F(Proof, AllRecomputedWithoutTheKey) {
    for (const bool hides_its_key : {false, true}) {
        ++tried;
        const Key forged = key_of(std::string(32, 'f'));
        const auto found = verify_with([&](db::Transaction& transaction) {
            std::string before;
            for (Entry entry : store::list_after(transaction, 0, count)) {
                if (!hides_its_key) entry.key_id = forged.id;
                entry.record = Record().text();
                entry.hash = hash_of(entry, before, forged);
                transaction.execute(set_all, entry.sequence, entry.record, entry.hash, entry.key_id);
                before = entry.hash;
            }
        });
        detected += found.empty() ? 0 : 1;
    }
    tell("recomputed");
}

TEST_F(Proof, NoFalseAlarmAndAtLeastFiftyThousandASecond) {
    EXPECT_EQ(
        world.db().reading([&](db::Transaction& transaction) { return verify(transaction, world.journal_keys, {}, {head}); }),
        std::vector<std::string>());
    const auto entries =
        world.db().reading([&](db::Transaction& transaction) { return store::list_after(transaction, 0, count); });
    const Key key = world.journal_keys.newest().value();
    const int rounds = 50'000 / count;
    const std::clock_t start = std::clock();  // of this process alone, whatever else the machine does
    bool all_right = true;
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            all_right = all_right && hash_of(entries[i], i == 0 ? std::string() : entries[i - 1].hash, key) == entries[i].hash;
        }
    }
    EXPECT_TRUE(all_right);
    const double rate = rounds * count / seconds_since(start);
    const std::clock_t again = std::clock();
    for (int round = 0; round < rounds_of_all; ++round) {
        world.db().read([&](db::Transaction& transaction) { verify(transaction, world.journal_keys, {}, {head}); });
    }
    const double rate_of_all = rounds_of_all * count / seconds_since(again);
    std::printf("D11 speed: %.0f links/s checked; %.0f records/s read from the database and checked\n", rate, rate_of_all);
    if (std::getenv("CAFEPOS_PROVE") != nullptr) {
        EXPECT_GE(rate, 50'000);
    }
}

}  // namespace
}  // namespace cafepos::journal
