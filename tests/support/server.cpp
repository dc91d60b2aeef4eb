#include "server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "described_statuses.h"

namespace cafepos::testing {
namespace {

constexpr int start_ms_max = 60'000;
constexpr int stop_ms_max = 30'000;
constexpr int command_ms_max = 120'000;

bool is_free(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool free = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return free;
}

}  // namespace

// Below the range from which the kernel takes the ports of outgoing connections, so that no client sits on it at a restart.
std::uint16_t free_port() {
    SystemRandom random;
    for (int attempt = 0; attempt < 100; ++attempt) {
        std::uint16_t bits = 0;
        random.fill(reinterpret_cast<unsigned char*>(&bits), sizeof bits);
        const auto port = static_cast<std::uint16_t>(15'000 + bits % 15'000);
        if (is_free(port)) return port;
    }
    throw std::runtime_error("no free port");
}

namespace {

std::vector<std::string> command_of(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {CAFEPOS_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

std::string content_of(const std::string& file, std::uintmax_t from = 0) {
    std::ifstream in(file);
    in.seekg(static_cast<std::streamoff>(from));
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::uintmax_t size_of(const std::string& file) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    return missing ? 0 : size;
}

}  // namespace

std::string binary_path() { return CAFEPOS_BINARY; }

/// What a first start leaves, made once per process.
ServerProcess& ServerProcess::demo_cafe() {
    static ServerProcess cafe(Original{});
    if (cafe.stop() != 0) throw std::runtime_error("the demo could not be planted:\n" + cafe.log());
    return cafe;
}

bool ServerProcess::is_copied() const { return settings_.demo && settings_.environment.empty(); }

ServerProcess::ServerProcess(Original /*original*/) : database_({}, Schema::empty), port_(free_port()), is_original_(true) {
    database_.close();
    start();
}

ServerProcess::ServerProcess(ServerSettings settings)
    : settings_(std::move(settings)),
      database_(is_copied() ? TestDatabase::copy_of(demo_cafe().database_) : TestDatabase({}, Schema::empty)),
      port_(free_port()) {
    database_.close();
    if (is_copied()) {
        std::filesystem::copy(demo_cafe().data_directory(), data_directory(), std::filesystem::copy_options::recursive);
        std::filesystem::remove(directory_.file("server.log"));
    }
    start();
}

ServerProcess::~ServerProcess() {
    if (is_original_) return;  // after the tests
    try {
        const int exit_code = process_ ? stop() : 0;
        if (exit_code != 0) ADD_FAILURE() << "the server ended with exit code " << exit_code << ":\n" << log();
        for (const std::string& answer : undescribed_answers(log(), description_))
            ADD_FAILURE() << "the API description does not list the answer " << answer;
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what() << ":\n" << log();
    }
}

Client ServerProcess::client_as(const std::string& username) const {
    Client client(port_);
    client.login(username, "password123");
    return client;
}

int ServerProcess::stop() {
    if (!process_) return 0;
    process_->signal(SIGTERM);
    const int exit_code = process_->wait(stop_ms_max);
    process_.reset();
    return exit_code;
}

void ServerProcess::kill9() {
    process_->signal(SIGKILL);
    process_->wait(stop_ms_max);
    process_.reset();
}

void ServerProcess::start() {
    std::vector<std::string> command = {CAFEPOS_BINARY, "serve"};
    if (settings_.demo) command.emplace_back("--demo");
    const auto log_begin = size_of(directory_.file("server.log"));
    process_ = std::make_unique<Process>(command, environment(), data_directory(), directory_.file("server.log"));
    wait_until_ready(log_begin);
    if (!description_.exists()) description_ = Json::parse(client().get("/openapi.json").body);
}

void ServerProcess::restart() {
    const int exit_code = stop();
    if (exit_code != 0) throw std::runtime_error("the server ended badly:\n" + log());
    start();
}

/// It answers a moment before it says so.
void ServerProcess::wait_until_ready(std::uintmax_t log_begin) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(start_ms_max);
    while (std::chrono::steady_clock::now() < deadline) {
        if (!process_->running()) throw std::runtime_error("the server did not start:\n" + log());
        if (has_told(log_begin) && is_ready()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the server was not ready in time:\n" + log());
}

bool ServerProcess::has_told(std::uintmax_t log_begin) const {
    return content_of(directory_.file("server.log"), log_begin).find("CafePOS listens on ") != std::string::npos;
}

bool ServerProcess::is_ready() const {
    try {
        return client().get("/health/ready").status == 200;
    } catch (const NoAnswer&) {
        return false;
    }
}

bool ServerProcess::run_killed(const std::vector<std::string>& arguments, int after_ms) {
    Process process(command_of(arguments), environment(), data_directory(), directory_.file("killed.log"));
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    const bool running = process.running();
    if (running) process.signal(SIGKILL);
    process.wait(stop_ms_max);
    return running;
}

CommandResult ServerProcess::run(const std::vector<std::string>& arguments) {
    const std::string output_file = directory_.file("command-" + unique_name() + ".log");
    Process process(command_of(arguments), environment(), data_directory(), output_file);
    const int exit_code = process.wait(command_ms_max);
    return {exit_code, content_of(output_file)};
}

std::string ServerProcess::log() const { return content_of(directory_.file("server.log")); }

Environment ServerProcess::environment() const {
    Environment all = {{"HOST", "127.0.0.1"},
                       {"PORT", std::to_string(port_)},
                       {"DATA_DIR", data_directory()},
                       {"UPLOAD_DIR", directory_.file("uploads")},
                       {"DATABASE_URL", database_.url()},
                       {"BCRYPT_COST", "4"},
                       {"TIMEZONE", "UTC"},
                       {"PRINTER_FILE_PATH", directory_.file("receipts.txt")},
                       {"PATH", "/usr/bin:/bin"},
                       {"HOME", data_directory()}};
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* value = std::getenv(name)) all[name] = value;
    }
    for (const auto& [name, value] : settings_.environment) all[name] = value;
    return all;
}

}  // namespace cafepos::testing
