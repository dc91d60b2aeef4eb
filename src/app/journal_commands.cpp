#include <chrono>
#include <cstdio>

#include "cafe.h"
#include "commands.h"
#include "core/decimal.h"
#include "core/text.h"
#include "existing_cafe.h"
#include "journal/store.h"
#include "journal_keeping.h"
#include "json/write.h"
#include "sales/documents.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;
constexpr std::int64_t page_entries = 500;

std::unique_ptr<db::Database> open_to_look(const Config& config) {
    require_cafe(config);
    auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    return database;
}

std::string line_of(const journal::Entry& entry) {
    json::Writer out;
    out.begin_object();
    out.key("sequence");
    out.number(entry.sequence);
    out.key("at");
    out.number(entry.at.ms);
    for (const auto& [name, text] :
         {std::pair("kind", &entry.kind), std::pair("subject", &entry.subject), std::pair("key_id", &entry.key_id),
          std::pair("record", &entry.record), std::pair("hash", &entry.hash)}) {
        out.key(name);
        out.string(*text);
    }
    out.end_object();
    return out.take();
}

void print_line(const journal::Entry& entry) { std::printf("%s\n", line_of(entry).c_str()); }

std::vector<journal::Head> heads_of(const Config& config, const std::string& given) {
    std::vector<journal::Head> heads = proof_of(config).outside;
    if (given.empty()) return heads;
    const auto head = journal::parse_head(given);
    if (!head) throw WrongUse("A head is three words, as the mail and the Z say them: its number, its key and its hash");
    heads.push_back(*head);
    return heads;
}

/// The database to write to, and the keys; without beginning or mending the journal as a Cafe does.
struct OpenJournal {
    explicit OpenJournal(const Config& config) : keys(checked(config)), database(open_database(config)) {
        require_this_version(*database);
    }
    static std::filesystem::path checked(const Config& config) {
        require_cafe(config);
        check_journal_key(config);
        return journal_key_file(config);
    }

    SystemClock clock;
    SystemRandom random;
    journal::Keyring keys;
    journal::Journal journal{clock, keys};
    std::unique_ptr<db::Database> database;
};

}  // namespace

int verify_journal(const Config& config, const std::string& head) {
    const auto database = open_to_look(config);
    const auto heads = heads_of(config, head);
    const JournalProof proof = proof_of_copy(config);
    const auto start = std::chrono::steady_clock::now();
    std::optional<journal::Head> last;
    const auto differences = database->reading([&](db::Transaction& transaction) {
        last = journal::store::find_head(transaction);
        return journal::verify(transaction, proof.keys, all_books(), heads);
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    print(differences);
    if (!differences.empty()) return failed;
    const std::int64_t entries = last ? last->sequence : 0;
    std::printf("All %jd entries of the journal follow each other and agree with the books (%.1f s).\n", std::intmax_t{entries},
                seconds.count());
    if (last) std::printf("Its head: %s\n", journal::text_of(*last).c_str());
    return 0;
}

int export_journal(const Config& config) {
    open_to_look(config)->read([](db::Transaction& transaction) {
        for (std::int64_t last = 0;;) {
            const auto page = journal::store::list_after(transaction, last, page_entries);
            if (page.empty()) return;
            for (const journal::Entry& entry : page) print_line(entry);
            last = page.back().sequence;
        }
    });
    return 0;
}

int show_journal(const Config& config, const std::string& subject) {
    const JournalProof proof = proof_of_copy(config);
    bool holds = true;
    open_to_look(config)->read([&](db::Transaction& transaction) {
        const auto document = sales::find_document(transaction, subject);
        auto entries = journal::store::list_about(transaction, document ? document->text() : subject);
        if (const auto number = decimal::parse(subject, 0); entries.empty() && number) {
            if (auto entry = journal::store::find_entry(transaction, *number)) entries.push_back(std::move(*entry));
        }
        if (entries.empty()) throw WrongUse("The journal has no entry about " + text::printable(subject));
        for (const journal::Entry& entry : entries) {
            print_line(entry);
            const bool linked = journal::is_linked(transaction, proof.keys, entry);
            std::printf("  %s\n", linked ? "its hash is right" : "its hash is WRONG, or its key is not here");
            holds = holds && linked;
        }
    });
    return holds ? 0 : failed;
}

int rotate_journal_key(const Config& config, bool key_lost) {
    OpenJournal open(config);
    const auto head = open.database->reading([](db::Transaction& transaction) { return journal::store::find_head(transaction); });
    if (!head) throw WrongUse("There is no journal yet: the next start makes it");
    const bool is_here = open.keys.find(head->key_id).has_value();
    if (!is_here && !key_lost) {
        throw WrongUse("The present key " + head->key_id + " is not in " + open.keys.file().string() +
                       ": put it back, or say --key-lost if nobody has it any more");
    }
    const journal::Key key = open.keys.make(open.random);
    open.database->write([&](db::Transaction& transaction) {
        open.journal.change_key(transaction, is_here ? journal::kind::key_changed : journal::kind::key_lost, key, {});
    });
    std::printf("The journal goes on with the key %s. Copy %s to a safe place, apart from the backups.\n", key.id.c_str(),
                open.keys.file().c_str());
    return 0;
}

int accept_journal(const Config& config) {
    OpenJournal open(config);
    const auto outside = kept_head(config);
    const std::string trouble =
        open.database->reading([&](db::Transaction& transaction) { return journal_trouble(transaction, open.keys, outside); });
    if (trouble.empty()) {
        std::printf("There is nothing to accept: the journal fits its keys and the head outside.\n");
        return 0;
    }
    open.database->write([&](db::Transaction& transaction) {
        journal::Record record;
        record.add("trouble", trouble);
        const std::string head = outside ? journal::text_of(*outside) : "";
        record.add("head_outside", head);
        open.journal.append(transaction, journal::kind::accepted, "journal", record);
    });
    keep_head(config, open.journal.committed().value());
    std::printf("Accepted: %s.\nAn entry of the journal says so.\n", trouble.c_str());
    return 0;
}

}  // namespace cafepos::app
