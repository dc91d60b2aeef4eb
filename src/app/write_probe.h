#pragma once

#include <memory>
#include <string>

namespace cafepos::app {

/// Whether files can be made in a folder. Asked on a thread of its own, because on a disk that hangs the question hangs, too.
/// Thread-safe.
class WriteProbe {
public:
    explicit WriteProbe(std::string folder);
    /// "ok", "read-only" or "hangs"; after a second at the latest.
    [[nodiscard]] std::string state() const;

private:
    struct Shared;
    std::string folder_;
    std::shared_ptr<Shared> shared_;  ///< with the thread, which may outlive us
};

}  // namespace cafepos::app
