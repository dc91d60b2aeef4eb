// The verifier in docs/formats shares nothing with this program, and agrees with it.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "journal.h"
#include "json/write.h"
#include "store.h"
#include "testing/source.h"
#include "testing/temporary.h"
#include "testing/world.h"

namespace cafepos::journal {
namespace {

class PythonVerifier : public ::testing::Test {
protected:
    PythonVerifier() {
        world.db().write([&](db::Transaction& transaction) {
            for (int i = 0; i < 50; ++i) {
                Record record;
                record.add("name", std::string_view("Crème brûlée \"€\"\n"));
                record.add("total_amount", i);
                world.journal.append(transaction, kind::sale, std::to_string(i), record);
            }
        });
        entries = world.db().reading([](db::Transaction& transaction) { return store::list_after(transaction, 0, 100); });
    }

    /// What it prints, as a café calls it.
    std::string verify() {
        std::ofstream(folder.file("journal.key")) << text_of(std::vector<Key>{world.journal_keys.newest().value()});
        std::ofstream lines(folder.file("journal.jsonl"));
        for (const Entry& entry : entries) {
            lines << R"({"sequence":)" << entry.sequence << R"(,"at":)" << entry.at.ms << R"(,"kind":)"
                  << json::to_text(entry.kind) << R"(,"subject":)" << json::to_text(entry.subject) << R"(,"key_id":)"
                  << json::to_text(entry.key_id) << R"(,"record":)" << json::to_text(entry.record) << R"(,"hash":)"
                  << json::to_text(entry.hash) << "}\n";
        }
        lines.close();
        const std::string command = "python3 " + (testing::source_root() / "docs/formats/verify_journal.py").string() + " " +
                                    folder.file("journal.jsonl") + " " + folder.file("journal.key") + " \"" +
                                    text_of(*world.journal.committed()) + "\" 2>&1";
        // NOLINTNEXTLINE(cert-env33-c): the script is ours
        FILE* pipe = ::popen(command.c_str(), "r");
        std::string said;
        std::array<char, 4096> buffer{};
        while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe) != nullptr) said += buffer.data();
        ::pclose(pipe);
        return said;
    }

    testing::World world;
    testing::TemporaryDirectory folder;
    std::vector<Entry> entries;
};

TEST_F(PythonVerifier, FindsNothingWrongWithWhatIsRight) { EXPECT_EQ(verify(), "Every entry follows from the one before it.\n"); }

TEST_F(PythonVerifier, NamesWhatWasChangedDeletedAndCut) {
    entries[10].record[10] = '_';
    EXPECT_EQ(verify(), "entry 11 was changed, or the one before it\n");
    entries.erase(entries.begin() + 10);
    EXPECT_EQ(verify(), "entries 11 to 11 are missing\n");
    entries.resize(10);
    EXPECT_EQ(verify(),
              "the head " + text_of(*world.journal.committed()) + " is not in this journal: an older copy, or its end was cut\n");
    for (Entry& entry : entries) entry.key_id = "0123456789abcdef";
    EXPECT_NE(verify().find("entry 1: the key 0123456789abcdef is not here"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::journal
