#include "postgres_server.h"

#include <libpq-fe.h>
#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "server.h"

namespace cafepos::testing {
namespace {

namespace fs = std::filesystem;

constexpr int command_ms_max = 120'000;
constexpr int start_ms_max = 60'000;
constexpr int stop_ms_max = 20'000;

/// Of the newest version installed.
std::string program(const std::string& name) {
    fs::path newest;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql")) newest = std::max(newest, version.path());
    return (newest / "bin" / name).string();
}

/// PostgreSQL refuses to run as root.
std::vector<std::string> as_its_user(std::vector<std::string> command) {
    if (geteuid() != 0) return command;
    std::vector<std::string> words{"/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups",
                                   "--pdeathsig=KILL"};
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

void give_to_its_user(const fs::path& directory) {
    if (geteuid() != 0) return;
    const passwd* user = getpwnam("postgres");  // NOLINT(concurrency-mt-unsafe)
    if (user == nullptr || chown(directory.c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("there is no user postgres to run PostgreSQL as");
    }
}

const Environment plain{{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C"}};

/// The parent of a process, from "pid (name) state ppid …".
pid_t parent_of(const fs::path& process) {
    std::ifstream file(process / "stat");
    std::string text;
    std::getline(file, text);
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string state;
    pid_t parent = 0;
    rest >> state >> parent;
    return parent;
}

}  // namespace

PostgresServer::PostgresServer(const PostgresServer* primary) : port_(free_port()) {
    const std::string data = directory_.file("data");
    if (primary == nullptr) {
        initialise({program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"});
    } else {
        initialise(
            {program("pg_basebackup"), "-D", data, "-R", "--no-sync", "--checkpoint=fast", "-d", primary->url("postgres")});
    }
    start();
}

PostgresServer::~PostgresServer() {
    thaw();  // a frozen child would not see that the postmaster has gone, and stay for ever
    signal_all(SIGKILL);
    try {
        process_->wait(stop_ms_max);
    } catch (const std::exception&) {
        return;  // its directory cannot be removed while it lives, which is seen
    }
}

void PostgresServer::initialise(const std::vector<std::string>& command) {
    give_to_its_user(directory_.path());
    Process process(as_its_user(command), plain, directory_.path().string(), directory_.file("initialise.log"));
    if (process.wait(command_ms_max) != 0)
        throw std::runtime_error("a PostgreSQL could not be made in " + directory_.path().string());
}

void PostgresServer::start() {
    const std::vector<std::string> command{program("postgres"),
                                           "-D",
                                           directory_.file("data"),
                                           "-p",
                                           std::to_string(port_),
                                           "-k",
                                           directory_.path().string(),
                                           "-clisten_addresses=127.0.0.1",
                                           "-cfsync=off",
                                           "-cautovacuum=off",
                                           "-cmax_connections=100"};
    process_ = std::make_unique<Process>(as_its_user(command), plain, directory_.path().string(), directory_.file("server.log"));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(start_ms_max);
    while (std::chrono::steady_clock::now() < deadline && process_->running()) {
        if (PQping(url("postgres").c_str()) == PQPING_OK) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("a PostgreSQL of the test's own did not start");
}

std::string PostgresServer::create_database() {
    const std::string name = "cafe_" + unique_name();
    run("CREATE DATABASE " + name);
    return name;
}

std::vector<std::string> PostgresServer::run(const std::string& sql, const std::string& database) const {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url(database).c_str()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), &PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
    std::vector<std::string> column;
    for (int row = 0; row < PQntuples(result.get()); ++row) column.emplace_back(PQgetvalue(result.get(), row, 0));
    return column;
}

void PostgresServer::freeze() { signal_all(SIGSTOP); }
void PostgresServer::thaw() { signal_all(SIGCONT); }

/// The postmaster first, so that no child is missed.
void PostgresServer::signal_all(int number) const {
    process_->signal(number);
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos || parent_of(entry.path()) != process_->pid()) continue;
        ::kill(static_cast<pid_t>(std::stol(name)), number);
    }
}

}  // namespace cafepos::testing
