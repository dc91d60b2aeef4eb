#include "process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace cafepos::testing {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (auto& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

// Between fork and exec: async-signal-safe calls only.
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* directory, int log) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::chdir(directory) == 0 && ::dup2(log, STDOUT_FILENO) >= 0 && ::dup2(log, STDERR_FILENO) >= 0) {
        ::execve(arguments[0], arguments, environment);
    }
    ::_exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const Environment& environment, const std::string& directory,
                 const std::string& log_file) {
    std::vector<std::string> words = command;
    std::vector<std::string> variables;
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    const auto arguments = pointers(words);
    const auto settings = pointers(variables);
    const int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0) throw std::system_error(errno, std::generic_category(), log_file);
    pid_ = ::fork();
    if (pid_ == 0) become(arguments.data(), settings.data(), directory.c_str(), log);
    ::close(log);
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
}

Process::~Process() {
    if (!running()) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool Process::running() {
    if (ended_) return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
    ended_ = true;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return false;
}

void Process::signal(int number) const {
    if (!ended_) ::kill(pid_, number);
}

int Process::wait(int timeout_ms_max) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms_max);
    while (running()) {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the process did not end in time");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return exit_code_;
}

}  // namespace cafepos::testing
