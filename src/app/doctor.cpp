#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "cafe.h"
#include "commands.h"
#include "core/text.h"
#include "db/moving.h"
#include "devices.h"
#include "existing_cafe.h"
#include "journal/store.h"
#include "journal_keeping.h"
#include "nightly/nightly.h"
#include "secret.h"
#include "tls_commands.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;
constexpr std::uintmax_t free_bytes_wanted = 1024UL * 1024 * 1024;

/// Prints one line for each thing looked at and remembers whether something is wrong.
class Report {
public:
    void good(const std::string& text) { std::printf("  ok       %s\n", text.c_str()); }
    void note(const std::string& text) { std::printf("  note     %s\n", text.c_str()); }
    void wrong(const std::string& text) {
        std::printf("  WRONG    %s\n", text.c_str());
        healthy_ = false;
    }
    /// Runs a check; what it throws is what is wrong.
    void check(const std::function<void()>& look) {
        try {
            look();
        } catch (const std::exception& error) {
            wrong(error.what());
        }
    }
    [[nodiscard]] bool healthy() const { return healthy_; }

private:
    bool healthy_ = true;
};

void look_at_disk(const Config& config, Report& report) {
    const auto space = std::filesystem::space(config.data_dir);
    const std::string megabytes = std::to_string(space.available / (1024UL * 1024)) + " MB free in " + config.data_dir;
    space.available < free_bytes_wanted ? report.wrong(megabytes + ": free some, a full disk stops sales")
                                        : report.good(megabytes);
}

void look_at_clock(Report& report) {
    const Timestamp now = SystemClock().now();
    is_plausible(now) ? report.good("the clock says " + now.text())
                      : report.wrong("the clock says " + now.text() + ": set it; until then sales are flagged `clock`");
}

void look_at_secret(const Config& config, Report& report) {
    check_secret(config);
    if (!config.jwt_secret.empty()) return report.good("the secret is JWT_SECRET");
    const std::string path = config.data_dir + "/secret";
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return report.note("there is no secret yet: the next start makes it");
    (status.st_mode & 077U) != 0 ? report.wrong("others can read " + path + ": chmod 600 it")
                                 : report.good("the secret is there");
}

void look_at_database(const Config& config, Report& report) {
    const auto database = open_database(config, Opening::reading);
    if (database->schema() == db::Database::Schema::older) {
        return report.note("the database is of an older version: it is migrated at the next start");
    }
    require_this_version(*database);
    if (const auto place = db::moved_to(*database); !place.empty()) {
        report.wrong("this café was moved to " + place + ": set DATABASE_URL and STORE to there");
    }
    const auto problems = database->prepare_all();
    for (const std::string& problem : problems) report.wrong("the database does not fit this version: " + problem);
    if (!problems.empty()) return;
    report.good("the database answers and fits this version");
    SystemRandom random;
    for (const std::string& name : seeds::users_with_known_password(*database, security::PasswordHasher(random))) {
        report.note(fmt::format("everybody knows the password of {0} (password123): cafepos user passwd {0}", name));
    }
}

void look_at_journal(const Config& config, Report& report) {
    check_journal_key(config);
    const journal::Keyring keys(journal_key_file(config));
    const auto outside = kept_head(config);
    const auto database = open_database(config, Opening::reading);
    if (!database->is_migrated()) return;  // said already
    database->read([&](db::Transaction& transaction) {
        const auto head = journal::store::find_head(transaction);
        if (!head) return report.note("there is no journal yet: the next start makes it");
        const std::string trouble = journal_trouble(transaction, keys, outside);
        if (!trouble.empty()) {
            return report.wrong("the journal: " + trouble +
                                ". If an older backup was restored on purpose, or the key is lost for good: cafepos journal "
                                "accept. If not, somebody has changed the database: keep it, and ask who");
        }
        report.good("the journal has " + std::to_string(head->sequence) + " entries; its key is in " + keys.file().string() +
                    ", of which a copy should lie where no backup lies");
    });
}

void tell_of_proofs(const std::vector<nightly::Proof>& nights, Report& report) {
    const Timestamp now = SystemClock().now();
    const nightly::Verdict verdict = nightly::verdict_of(nights, now);
    const auto hours = [&](Timestamp at) { return std::chrono::duration_cast<std::chrono::hours>(now - at).count(); };
    const std::string last = verdict.proven_at ? fmt::format("the last proven backup is {} hours old", hours(*verdict.proven_at))
                                               : "no backup is proven yet";
    if (verdict.state != nightly::Verdict::State::error) return report.good(last);
    const auto troubled = std::ranges::find_if(nights, [](const nightly::Proof& night) { return !night.trouble.empty(); });
    const std::string detail = troubled == nights.end() ? "" : ": " + text::printable(troubled->detail);
    report.wrong(nightly::problem_of(verdict) + detail + "; " + last);
}

void look_at_backups(const Config& config, Report& report) {
    if (config.backup_dir.empty()) return report.note("BACKUP_DIR is not set: nobody makes backups by itself");
    const auto trouble = nightly::trouble_of_folder(config.backup_dir);
    if (trouble == nightly::trouble::no_folder) {
        report.wrong("BACKUP_DIR " + config.backup_dir + " is no folder: make it, or mount its disk");
    } else if (trouble) {
        report.wrong("BACKUP_DIR " + config.backup_dir + " cannot be written to: give it to the user that CafePOS runs as");
    } else {
        report.good("backups go to " + config.backup_dir);
    }
    const auto database = open_database(config, Opening::reading);
    if (!database->is_migrated()) return;  // said already
    tell_of_proofs(database->reading([](db::Transaction& transaction) { return nightly::list_proofs(transaction); }), report);
}

void look_at_certificate(const Config& config, Report& report) {
    constexpr std::chrono::days told_before(14);
    const auto facts = tls::facts_of(tls_options(config));
    if (!facts) return report.note("there is no certificate, so no https: cafepos tls init makes one");
    const Timestamp now = SystemClock().now();
    const std::string end = "the certificate for " + tls::text_of(facts->names) + " ends " + facts->ends_at.text().substr(0, 10);
    facts->ends_at - now > told_before ? report.good(end) : report.wrong(end + ": it must be renewed");
}

void look_at_mail(const Config& config, Report& report) {
    if (config.smtp_server.empty()) return report.note("SMTP_SERVER is not set: mails are only logged");
    if (!config.smtp_ca_file.empty() && !std::ifstream(config.smtp_ca_file)) {
        return report.wrong("SMTP_CA_FILE " + config.smtp_ca_file + " cannot be read: no mail will be sent");
    }
    const std::string server = config.smtp_server + ":" + std::to_string(config.smtp_port);
    if (const auto trouble = mail::probe(smtp_options(config))) return report.wrong("mail by " + server + ": " + *trouble);
    report.good("mail goes by " + server + " from " + config.email_from);
}

void look_at_reset_page(const Config& config, Report& report) {
    const std::string text = "mails for new passwords link to " + reset_page_url(config);
    const bool reachable = !config.public_url.empty() || !config.password_reset_url.empty();
    if (reachable || config.smtp_server.empty()) return report.good(text);
    report.note(text + ": that works on this machine only, so set PUBLIC_URL");
}

void look_at_printer(const Config& config, Report& report) {
    const printing::Options options = printing_options(config);
    const printing::Printer& first = options.first;
    if (!first.prints()) return report.note("printing is disabled");
    if (options.test_mode) return report.note("PRINTER_TEST_MODE is on: slips are made, not printed");
    const auto trouble = printing::probe(first, options);
    if (trouble) return report.wrong("the printer " + first.address + ": " + *trouble);
    if (first.prints_text()) return report.note("slips are written to the file " + first.address + ", not printed");
    report.good("the printer " + first.address + " is there");
}

void look_at_networks(const Config& config, Report& report) {
    const auto database = open_database(config, Opening::reading);
    if (!database->is_migrated()) return;  // said already
    const auto lost = database->reading(
        [&](db::Transaction& transaction) { return printing::out_of_reach(transaction, printing_options(config)); });
    for (const printing::Printer& printer : lost) {
        report.wrong("the printer " + text::printable(printer.name) + " at " + printer.address +
                     " is outside the networks of PRINTER_NETWORKS: nothing is sent to it");
    }
}

/// Names only: some of the values are secrets.
void list_settings(const Config& config, Report& report) {
    for (const std::string& where : std::vector<std::string>{env_file_name, "environment", "flags"}) {
        std::string names;
        for (const auto& [name, source] : config.given) {
            if (source == where) names += (names.empty() ? "" : ", ") + name;
        }
        if (!names.empty()) report.note("from " + (where == env_file_name ? config.env_file : where) + ": " + names);
    }
}

}  // namespace

int doctor(const Config& config) {
    Report report;
    list_settings(config, report);
    for (const std::string& warning : config.warnings) report.note(warning);
    report.check([&] { look_at_clock(report); });
    report.check([&] {
        finish_restore(config);
        require_cafe(config);
        look_at_disk(config, report);
        look_at_secret(config, report);
        look_at_database(config, report);
        look_at_networks(config, report);
        look_at_journal(config, report);
    });
    report.check([&] { look_at_backups(config, report); });
    report.check([&] { look_at_certificate(config, report); });
    report.check([&] { look_at_mail(config, report); });
    report.check([&] { look_at_reset_page(config, report); });
    report.check([&] { look_at_printer(config, report); });
    std::printf(report.healthy() ? "Nothing is wrong.\n" : "Something is wrong; see above.\n");
    return report.healthy() ? 0 : failed;
}

}  // namespace cafepos::app
