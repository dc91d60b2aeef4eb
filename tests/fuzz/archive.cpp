// A backup's file whose seal holds, whatever is sealed in it; and the input as it stands, which has none.

#include "backup/archive.h"

#include <unistd.h>

#include <fstream>

#include "security/digest.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

constexpr backup::ArchiveLimits limits{.members_max = 20,
                                       .member_bytes_max = 64L * 1024,
                                       .unpacked_bytes_always_allowed = 256UL * 1024,
                                       .unpacked_per_packed_max = 2};

/// As backup/archive.cpp writes it.
std::string sealed(std::string_view bytes) {
    using namespace std::string_literals;
    return std::string(bytes) + "\x1f\x8b\x08\x10\0\0\0\0\0\xff"s + "cafepos-backup sha256 " +
           security::hex(security::sha256(bytes)) + "\0\x03\0\0\0\0\0\0\0\0\0"s;
}

/// In memory, where there is such a place.
const std::filesystem::path& scratch_file() {
    static const std::filesystem::path path =
        (std::filesystem::is_directory("/dev/shm") ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path()) /
        ("cafepos-fuzz-archive-" + std::to_string(::getpid()));
    return path;
}

void unpack(std::string_view bytes) {
    std::ofstream(scratch_file(), std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::uintmax_t unpacked = 0;
    std::int64_t members = 0;
    try {
        backup::ArchiveReader reader(scratch_file(), limits);
        while (const auto member = reader.next()) {
            unpacked += member->content.size();
            ++members;
        }
    } catch (const std::runtime_error&) {  // NOLINT(bugprone-empty-catch): a text for the owner, as the header says
    }
    require(members <= limits.members_max, "no more members than allowed");
    const auto bytes_max = std::max(limits.unpacked_bytes_always_allowed, limits.unpacked_per_packed_max * bytes.size());
    require(unpacked <= bytes_max, "no more is unpacked than allowed");
}

const Target archive("archive", [](std::string_view bytes) {
    struct Remove {
        ~Remove() { std::filesystem::remove(scratch_file()); }
    } remove_afterwards;
    unpack(sealed(bytes));
    unpack(bytes);
});

}  // namespace
}  // namespace cafepos::fuzz
