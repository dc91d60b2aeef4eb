#include "command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>

#include "chain_command.h"
#include "commands.h"
#include "config.h"
#include "core/text.h"
#include "devices.h"
#include "elsewhere.h"
#include "files/files.h"
#include "logging.h"
#include "move_command.h"
#include "serve.h"
#include "tls_commands.h"
#include "version.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;
constexpr int wrong_use = 2;
constexpr int tool_timeout_seconds = 300;  // nobody stands at a till and waits for what a tool counts

// The embedded database has one writer.
const std::string alone = "; with the embedded database stop the server first";

std::string flag_of(std::string_view name) {
    std::string flag = text::lower(name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return "--" + flag;
}

/// The .env of the working directory need not be there; a file that was named must.
Values read_env_file(const std::string& name) {
    if (name == env_file_name && !std::filesystem::exists(name)) return {};
    if (std::filesystem::is_directory(name)) throw ConfigError(name + ": is a folder, not a file of settings");
    std::ifstream file(name);
    if (!file) throw ConfigError(name + ": cannot be read; is it there, and whose is it?");
    std::stringstream content;
    content << file.rdbuf();
    return parse_env_file(content.str(), name);
}

// Names in the file that nobody reads are likely misspelt; the compose file's own are not.
void warn_of_unknown(const Values& env_file, Config& config) {
    for (const auto& [name, value] : env_file) {
        const bool known =
            std::any_of(known_settings().begin(), known_settings().end(), [&](const Setting& s) { return s.name == name; });
        if (!known && !name.starts_with("POSTGRES_"))
            config.warnings.push_back(config.env_file + ": " + name + " is no setting of CafePOS");
    }
}

struct MoveRequest {
    std::string to;
    std::string data_dir;
    bool undo = false;
};

struct CommandLine {
    CLI::App program{"CafePOS runs a café: orders, stock, staff and reports behind one API.", "cafepos"};
    Values flags;
    Sources sources;  ///< once they were read
    std::string env_file = env_file_name;
    bool demo = false;
    std::string seed_kind;
    NewUserRequest new_user;
    std::string username;
    std::string backup_file;
    std::string export_folder;
    RestoreRequest restored;
    MoveRequest move;
    ChainRequest chain;
    TlsRequest tls;
    std::string journal_head;
    std::string journal_subject;
    bool journal_key_lost = false;
    MovingInRequest moving_in;

    CommandLine() {
        program.set_version_flag("--version", version);
        program.require_subcommand(1);
        program.fallthrough();
        for (const Setting& setting : known_settings()) {
            const std::string name(setting.name);
            program
                .add_option_function<std::string>(
                    flag_of(name), [this, name](const std::string& value) { flags[name] = value; },
                    std::string(setting.description))
                ->type_name(setting.meaning.kind)
                ->default_str(setting.meaning.standard)
                ->group("Settings (also as environment variables or lines of .env: PORT, DATA_DIR, …)");
        }
        program.add_option("--env-file", env_file, "file of settings, a line NAME=value for each")
            ->type_name("FILE")
            ->capture_default_str();
        program.add_subcommand("serve", "Start the server; makes what is missing at first start")
            ->add_flag("--demo", demo,
                       "Plant demo data with well-known passwords into an empty database, and listen to this machine only unless "
                       "HOST is set");
        program.add_subcommand("migrate", "Make the database or bring it to this version, and stop");
        program.add_subcommand("seed", "Plant data: test (demo café with users) or production (menu and stock in euro)" + alone)
            ->add_option("kind", seed_kind)
            ->required()
            ->check(CLI::IsMember({"test", "production"}));
        program.add_subcommand("verify", "Derive all totals, stock levels and numbers again and name every difference");
        program.add_subcommand("rebuild-reports", "Count all orders and refunds into the reports again" + alone);
        program.add_subcommand("trust-clock",
                               "The clock is right, though the newest sale says otherwise: date sales by it again" + alone);
        program.add_subcommand("doctor", "Say in plain words what is wrong with this installation");
        program.add_subcommand("backup", "Write everything there is to one new file, also while the server runs")
            ->add_option("file", backup_file)
            ->required();
        program
            .add_subcommand("export",
                            "Write the books as CSV and JSON into a new folder, for other programs; also while the server runs")
            ->add_option("folder", export_folder)
            ->required();
        CLI::App* restore =
            program.add_subcommand("restore", "Put a backup in the place of what there is; the server must be stopped");
        restore->add_option("file", restored.file)->required();
        restore->add_flag("--check", restored.only_check, "Restore it aside, verify it and stop");
        restore->add_flag("--accept-differences", restored.accept_differences,
                          "Restore it also when its totals, stock levels or numbers do not agree");
        add_move_command();
        add_chain_command();
        add_import_commands();
        add_user_commands();
        add_tls_commands();
        add_journal_commands();
    }

    void add_move_command() {
        CLI::App* command =
            program.add_subcommand("move", "Take the café to another database or store, with all that belongs to it" + alone);
        CLI::Option* to =
            command
                ->add_option("address", move.to,
                             "where to: postgresql://user:password@host/database, sqlite: (the embedded one of DATA_DIR) "
                             "or the name of a store beside it; for a store of another database: #name behind its address")
                ->type_name("ADDRESS");
        CLI::Option* folder =
            command->add_option("--to-data-dir", move.data_dir, "its DATA_DIR there; the same if it is not said")
                ->type_name("FOLDER");
        CLI::Option* undo = command->add_flag("--undo", move.undo, "It was moved away, and is to be here again");
        to->excludes(undo);
        folder->excludes(undo);
    }

    void add_chain_command() {
        CLI::App* command = program.add_subcommand("chain", "Several cafés together");
        command->require_subcommand(1);
        CLI::App* report = command->add_subcommand("report", "Print what each of them sold and what they add up to; only reads");
        report->add_option("store", chain.stores, "a store beside this café by its name, or its address as `move` takes it")
            ->type_name("ADDRESS")
            ->required();
        report->add_option("--from", chain.from, "first business day")->type_name("DAY")->required();
        report->add_option("--to", chain.to, "last business day")->type_name("DAY")->required();
        report->add_option("--format", chain.format, "text, csv or json")->check(CLI::IsMember({"text", "csv", "json"}));
    }

    void add_import_commands() {
        CLI::App* import = program.add_subcommand("import", "Move into a new café");
        import->require_subcommand(1);
        CLI::App* legacy = import->add_subcommand(
            "legacy", "Bring staff, menu, stock and orders of the older server's database into this new café" + alone);
        legacy->add_option("url", moving_in.url, "of the older server's PostgreSQL")->required()->type_name("postgresql://…");
        legacy->add_option("--pictures", moving_in.pictures, "the older server's folder of uploads")->type_name("FOLDER");
        legacy->add_flag("--dry-run", moving_in.dry_run, "Say row by row what would come and what cannot, and store nothing");
        legacy->add_flag("--leave-out", moving_in.leave_out, "Leave behind what cannot come; without, nothing comes then");
    }

    void add_tls_commands() {
        CLI::App* tls_command = program.add_subcommand("tls", "Https with a root of the café's own");
        tls_command->require_subcommand(1);
        CLI::App* init = tls_command->add_subcommand(
            "init",
            "Make the root and a certificate for this machine's names and addresses, or with that root another certificate");
        init->add_option("--name", tls.names, "another name of this machine, such as till.example.org")->type_name("NAME");
        init->add_option("--address", tls.addresses, "another IP address of it")->type_name("ADDRESS");
        init->add_flag("--new-root", tls.new_root, "Make another root; every device must then trust that one");
        tls_command->add_subcommand("show", "Say what the certificate is for, when it ends, and the fingerprints");
    }

    void add_journal_commands() {
        CLI::App* journal = program.add_subcommand("journal", "The chain of all money events");
        journal->require_subcommand(1);
        journal->add_subcommand("verify", "Check every entry, compare them with the books and name every difference")
            ->add_option("--head", journal_head, "a head as a mail or a Z says it, in quotes: it must be in the chain")
            ->type_name("HEAD");
        journal->add_subcommand("export", "Print every entry as a line of JSON, for docs/formats/verify_journal.py");
        journal
            ->add_subcommand("show",
                             "Print the entries about an order or refund by its number or id, about anything else by its id, or "
                             "one by its own number")
            ->add_option("subject", journal_subject)
            ->required();
        journal->add_subcommand("rotate", "Go on with a new key" + alone)
            ->add_flag("--key-lost", journal_key_lost, "Nobody has the present key any more");
        journal->add_subcommand(
            "accept",
            "An older copy was restored on purpose, or a key is lost for good: end the alarm; an entry says so" + alone);
    }

    void add_user_commands() {
        constexpr const char* temporary = "who signs in by it must first set one of his own";
        CLI::App* user = program.add_subcommand("user", "Staff, when nobody can log in to do it");
        user->require_subcommand(1);
        CLI::App* add =
            user->add_subcommand("add", "Add a member of staff; the password is asked for, or read from standard input" + alone);
        add->add_option("username", new_user.username)->required();
        add->add_option("--role", new_user.role, "admin, manager, cashier or trainee")->default_val("cashier");
        add->add_option("--first-name", new_user.first_name)->default_val("New");
        add->add_option("--last-name", new_user.last_name)->default_val("User");
        add->add_option("--email", new_user.email)->required();
        add->add_flag("--temporary", new_user.is_password_temporary, temporary);
        user->add_subcommand("list", "Name all members of staff; also while the server runs");
        CLI::App* passwd =
            user->add_subcommand("passwd", "Set a password, which is asked for or read from standard input" + alone);
        passwd->add_option("username", username)->required();
        passwd->add_flag("--temporary", new_user.is_password_temporary, temporary);
        user->add_subcommand("unlock", "Let a locked account try again" + alone)->add_option("username", username)->required();
    }

    [[nodiscard]] bool makes_a_cafe() const {
        return program.got_subcommand("serve") || program.got_subcommand("migrate") || program.got_subcommand("restore");
    }

    int journal(const Config& config) {
        const CLI::App* journal = program.get_subcommand("journal");
        if (journal->got_subcommand("verify")) return verify_journal(config, journal_head);
        if (journal->got_subcommand("export")) return export_journal(config);
        if (journal->got_subcommand("show")) return show_journal(config, journal_subject);
        if (journal->got_subcommand("rotate")) return rotate_journal_key(config, journal_key_lost);
        return accept_journal(config);
    }

    int move_away(const Config& config) {
        if (move.undo) return undo_move(config);
        if (move.to.empty()) throw WrongUse("Say where to: cafepos move ADDRESS");
        Sources there = sources;
        if (!move.data_dir.empty()) there.flags["DATA_DIR"] = move.data_dir;
        Config to = config_of(move.to, there);
        to.database_timeout_seconds = tool_timeout_seconds;
        return move_cafe(config, to);
    }

    int report_all() {
        std::vector<Config> stores;
        for (const std::string& address : chain.stores) {
            stores.push_back(config_of(address, sources));
            stores.back().database_timeout_seconds = tool_timeout_seconds;
        }
        return report_chain(chain, stores);
    }

    int dispatch(Config& config) {
        if (program.got_subcommand("serve")) return serve(config);
        config.database_timeout_seconds = tool_timeout_seconds;
        if (program.got_subcommand("migrate")) return migrate(config);
        if (program.got_subcommand("seed")) return seed(config, seed_kind);
        if (program.got_subcommand("verify")) return verify(config);
        if (program.got_subcommand("rebuild-reports")) return rebuild_reports(config);
        if (program.got_subcommand("trust-clock")) return trust_clock(config);
        if (program.got_subcommand("doctor")) return doctor(config);
        if (program.got_subcommand("backup")) return write_backup(config, backup_file);
        if (program.got_subcommand("export")) return export_books(config, export_folder);
        if (program.got_subcommand("restore")) return restore_backup(config, restored);
        if (program.got_subcommand("move")) return move_away(config);
        if (program.got_subcommand("chain")) return report_all();
        if (program.got_subcommand("import")) return move_in(config, moving_in);
        if (program.got_subcommand("tls")) {
            return program.get_subcommand("tls")->got_subcommand("init") ? tls_init(config, tls) : tls_show(config);
        }
        if (program.got_subcommand("journal")) return journal(config);
        const CLI::App* user = program.get_subcommand("user");
        if (user->got_subcommand("list")) return list_users(config);
        if (user->got_subcommand("add")) return add_user(config, new_user);
        if (user->got_subcommand("passwd")) return set_password(config, username, new_user.is_password_temporary);
        return unlock_user(config, username);
    }
};

void make_folder(const std::string& folder) {
    try {
        files::make_folder(folder);
    } catch (const std::system_error& error) {
        throw ConfigError("DATA_DIR: the folder " + folder + " cannot be made: " + error.code().message());
    }
}

/// The café sells without paper, so it opens; an address on the network may answer later.
void check_paper(Config& config) {
    const printing::Options options = printing_options(config);
    const auto warn_unless_there = [&](const char* setting, const printing::Printer& printer) {
        if (printer.type == "network" || options.test_mode || !options.first.prints()) return;
        if (const auto trouble = printing::probe(printer, options))
            config.warnings.push_back(std::string(setting) + ": " + printer.address + ": " + *trouble + "; slips wait for it");
    };
    if (config.given.contains("PRINTER_FILE_PATH") || options.first.type == "device")
        warn_unless_there(options.first.type == "device" ? "PRINTER_DEVICE_PATH" : "PRINTER_FILE_PATH", options.first);
    if (!options.fallback_path.empty()) warn_unless_there("PRINTER_FALLBACK_FILE_PATH", {.address = options.fallback_path});
}

/// Files that others name in their own words, or not at all, when they are missing.
void check_places(Config& config) {
    constexpr std::string_view scheme = "sqlite://";
    if (config.database_url.starts_with(scheme)) {
        const auto folder = std::filesystem::path(config.database_url.substr(scheme.size())).parent_path();
        if (folder.is_absolute() && !std::filesystem::is_directory(folder))
            throw ConfigError("DATABASE_URL: there is no folder " + folder.string());
    }
    if (!config.web_root.empty() && !std::filesystem::is_directory(config.web_root))
        config.warnings.push_back("WEB_ROOT: there is no folder " + config.web_root);
    if (!config.smtp_ca_file.empty() && !std::ifstream(config.smtp_ca_file))
        config.warnings.push_back("SMTP_CA_FILE: " + config.smtp_ca_file + " cannot be read: no mail will be sent");
    check_paper(config);
}

int run_command(CommandLine& line) {
    line.sources = {read_env_file(line.env_file), environment_values(), line.flags};
    Config config = make_config(line.sources);
    config.env_file = line.env_file;
    warn_of_unknown(line.sources.env_file, config);
    config.demo = line.demo;
    if (config.demo && config.host.empty()) config.host = loopback;
    start_logging(config);
    if (line.makes_a_cafe()) make_folder(config.data_dir);
    if (line.program.got_subcommand("serve")) check_places(config);
    if (!line.program.got_subcommand("doctor")) finish_restore(config);
    return line.dispatch(config);
}

std::string names_of(const std::vector<const CLI::App*>& commands) {
    std::string names;
    for (const CLI::App* command : commands) names += (names.empty() ? "" : ", ") + command->get_name();
    return names;
}

/// What CLI11 says only as "A subcommand is required".
int refuse_unknown(const CLI::App& program, const CLI::ParseError& error) {
    const auto unknown = program.remaining(true);
    if (error.get_name() != "RequiredError" || unknown.empty()) return program.exit(error) == 0 ? 0 : wrong_use;
    const auto given = program.get_subcommands();
    const CLI::App& asked = given.empty() ? program : *given.front();
    std::fprintf(stderr, "cafepos: there is no sub-command '%s'. There are: %s\n", unknown.front().c_str(),
                 names_of(asked.get_subcommands([](const CLI::App*) { return true; })).c_str());
    return wrong_use;
}

}  // namespace

int run(int argc, char** argv) {
    CommandLine line;
    try {
        line.program.parse(argc, argv);
        return run_command(line);
    } catch (const CLI::ParseError& error) {
        return refuse_unknown(line.program, error);
    } catch (const ConfigError& error) {
        std::fprintf(stderr, "The configuration is wrong:\n%s\n", error.what());
        return wrong_use;
    } catch (const WrongUse& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return wrong_use;
    } catch (const std::filesystem::filesystem_error& error) {
        std::fprintf(stderr, "cafepos: %s: %s\n", text::printable(error.path1().string()).c_str(),
                     error.code().message().c_str());
        return failed;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "cafepos: %s\n", text::printable(error.what()).c_str());
        return failed;
    }
}

}  // namespace cafepos::app
