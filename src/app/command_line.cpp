#include "command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "commands.h"
#include "config.h"
#include "core/text.h"
#include "logging.h"
#include "serve.h"
#include "version.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;
constexpr int wrong_use = 2;
constexpr int tool_timeout_seconds = 300;  // nobody stands at a till and waits for what a tool counts

std::string flag_of(std::string_view name) {
    std::string flag = text::lower(name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return "--" + flag;
}

Values read_env_file() {
    std::ifstream file(".env");
    if (!file) return {};
    std::stringstream content;
    content << file.rdbuf();
    return parse_env_file(content.str());
}

// Names in the file that nobody reads are likely misspelt; the compose file's own are not.
void warn_of_unknown(const Values& env_file, Config& config) {
    for (const auto& [name, value] : env_file) {
        const bool known =
            std::any_of(known_settings().begin(), known_settings().end(), [&](const Setting& s) { return s.name == name; });
        if (!known && !name.starts_with("POSTGRES_")) config.warnings.push_back(".env: " + name + " is no setting of CafePOS");
    }
}

struct CommandLine {
    CLI::App program{"CafePOS runs a café: orders, stock, staff and reports behind one API.", "cafepos"};
    Values flags;
    bool demo = false;
    std::string seed_kind;
    NewUserRequest new_user;
    std::string username;
    std::string backup_file;
    bool only_check = false;

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
                ->group("Settings (also as environment variables or lines of .env: PORT, DATA_DIR, …)");
        }
        program.add_subcommand("serve", "Start the server; makes what is missing on first start")
            ->add_flag("--demo", demo, "Plant demo data into an empty database and allow its well-known passwords");
        program.add_subcommand("migrate", "Bring the database to this version and stop");
        program.add_subcommand("seed", "Plant data: test (demo café with users) or production (menu and stock in euro)")
            ->add_option("kind", seed_kind)
            ->required()
            ->check(CLI::IsMember({"test", "production"}));
        program.add_subcommand("verify", "Derive all totals, stock levels and numbers again and name every difference");
        program.add_subcommand("rebuild-reports", "Count all orders and refunds into the reports again");
        program.add_subcommand("doctor", "Say in plain words what is wrong with this installation");
        program.add_subcommand("backup", "Write everything there is to one new file, also while the server runs")
            ->add_option("file", backup_file)
            ->required();
        CLI::App* restore =
            program.add_subcommand("restore", "Put a backup in the place of what there is; the server must be stopped");
        restore->add_option("file", backup_file)->required();
        restore->add_flag("--check", only_check, "Restore it aside, verify it and stop");
        add_user_commands();
    }

    void add_user_commands() {
        CLI::App* user = program.add_subcommand("user", "Staff, when nobody can log in to do it");
        user->require_subcommand(1);
        CLI::App* add = user->add_subcommand("add", "Add a member of staff; the password is read from standard input");
        add->add_option("username", new_user.username)->required();
        add->add_option("--role", new_user.role, "admin, manager, cashier or trainee")->default_val("cashier");
        add->add_option("--first-name", new_user.first_name)->default_val("New");
        add->add_option("--last-name", new_user.last_name)->default_val("User");
        add->add_option("--email", new_user.email)->required();
        user->add_subcommand("passwd", "Set a password, read from standard input")->add_option("username", username)->required();
        user->add_subcommand("unlock", "Let a locked account try again")->add_option("username", username)->required();
    }

    int dispatch(Config& config) {
        if (program.got_subcommand("serve")) return serve(config);
        config.database_timeout_seconds = tool_timeout_seconds;
        if (program.got_subcommand("migrate")) return migrate(config);
        if (program.got_subcommand("seed")) return seed(config, seed_kind);
        if (program.got_subcommand("verify")) return verify(config);
        if (program.got_subcommand("rebuild-reports")) return rebuild_reports(config);
        if (program.got_subcommand("doctor")) return doctor(config);
        if (program.got_subcommand("backup")) return write_backup(config, backup_file);
        if (program.got_subcommand("restore")) return restore_backup(config, backup_file, only_check);
        const CLI::App* user = program.get_subcommand("user");
        if (user->got_subcommand("add")) return add_user(config, new_user);
        if (user->got_subcommand("passwd")) return set_password(config, username);
        return unlock_user(config, username);
    }
};

int run_command(CommandLine& line) {
    const Values env_file = read_env_file();
    Config config = make_config(env_file, environment_values(), line.flags);
    warn_of_unknown(env_file, config);
    config.demo = line.demo;
    start_logging(config.log_level);
    std::filesystem::create_directories(config.data_dir);
    finish_restore(config);
    return line.dispatch(config);
}

}  // namespace

int run(int argc, char** argv) {
    CommandLine line;
    try {
        line.program.parse(argc, argv);
        return run_command(line);
    } catch (const CLI::ParseError& error) {
        return line.program.exit(error) == 0 ? 0 : wrong_use;
    } catch (const ConfigError& error) {
        std::fprintf(stderr, "The configuration is wrong:\n%s\n", error.what());
        return wrong_use;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "cafepos: %s\n", error.what());
        return failed;
    }
}

}  // namespace cafepos::app
