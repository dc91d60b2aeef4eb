#pragma once

#include <filesystem>
#include <string>

namespace cafepos::testing {

/// A fresh directory below the system's temporary one, removed with everything in it at the end.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// Text for names that must not clash with those of another test process.
std::string unique_name();

}  // namespace cafepos::testing
