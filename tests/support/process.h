#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace cafepos::testing {

using Environment = std::map<std::string, std::string>;

/// A child process with exactly the given environment, its standard output and error appended to a file. Start it from a
/// thread that outlives it: it is killed when that thread ends, so that a crashed test leaves nothing running.
class Process {
public:
    Process(const std::vector<std::string>& command, const Environment& environment, const std::string& directory,
            const std::string& log_file);
    ~Process();  ///< kills it if it still runs
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] bool running();
    void signal(int number) const;
    /// Its exit code, or 128 + the signal that ended it; std::runtime_error if it still runs after the time.
    int wait(int timeout_ms_max);

private:
    pid_t pid_ = -1;
    bool ended_ = false;
    int exit_code_ = -1;
};

}  // namespace cafepos::testing
