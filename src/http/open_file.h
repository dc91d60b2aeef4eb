#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conditional.h"
#include "message.h"

namespace cafepos::http {

/// A regular file opened for reading; owns its descriptor.
class OpenFile {
public:
    /// root/segment/…/segment, following no symbolic link below the root. Empty if there is no such regular file.
    static std::optional<OpenFile> beneath(const std::string& root, const std::vector<std::string>& segments);
    /// A path of our own making.
    static std::optional<OpenFile> at(const std::string& path);

    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&& other) noexcept;
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] Validators validators() const;  ///< the ETag is made of size and time of change
    [[nodiscard]] std::string last_modified_text() const;
    /// Gives `count` bytes from `first` on, in pieces, and closes the file with its last copy.
    [[nodiscard]] BodySource reader(std::uint64_t first, std::uint64_t count) &&;

private:
    static std::optional<OpenFile> adopt(int descriptor);
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
    std::uint64_t size_ = 0;
    std::int64_t modified_ns_ = 0;
};

}  // namespace cafepos::http
