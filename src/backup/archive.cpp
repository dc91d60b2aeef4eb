#include "archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <unordered_set>

#include "core/loaded_library.h"
#include "files/files.h"
#include "security/digest.h"

namespace cafepos::backup {
namespace {

// Loaded with the first backup.
constinit LoadedLibrary libarchive{"libarchive.so.13"};
// clang-format off
CAFEPOS_LOADED_FUNCTIONS(libarchive,
    (archive_entry_filetype)(archive_entry_free)(archive_entry_hardlink)(archive_entry_new)(archive_entry_pathname)(archive_entry_set_filetype)
    (archive_entry_set_pathname)(archive_entry_set_perm)(archive_entry_set_size)(archive_entry_size)(archive_error_string)
    (archive_free)(archive_read_data)(archive_read_new)(archive_read_next_header)(archive_read_open)
    (archive_read_support_filter_gzip)(archive_read_support_format_tar)(archive_write_add_filter_gzip)(archive_write_close)
    (archive_write_data)(archive_write_header)(archive_write_new)(archive_write_open)
    (archive_write_set_bytes_in_last_block)(archive_write_set_filter_option)(archive_write_set_format_pax_restricted))
// clang-format on

// The seal is an empty gzip member (RFC 1952) whose comment holds the digest, so that gzip reads past it without a word.
constexpr std::string_view seal_begin(
    "\x1f\x8b\x08\x10\0\0\0\0\0\xff"
    "cafepos-backup sha256 ",
    10 + 22);
constexpr std::string_view seal_end("\0\x03\0\0\0\0\0\0\0\0\0", 11);
constexpr std::size_t digest_digits = 64;
constexpr std::size_t seal_bytes = seal_begin.size() + digest_digits + seal_end.size();
constexpr std::size_t buffer_bytes = 256UL * 1024;

/// SHA-256 of bytes that come piece by piece.
class Digest {
public:
    Digest() : context_(EVP_MD_CTX_new()) {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::string hex() {
        std::array<unsigned char, 32> bytes{};
        EVP_DigestFinal_ex(context_.get(), bytes.data(), nullptr);
        return security::hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

std::string seal_of(const std::string& digest) { return std::string(seal_begin) + digest + std::string(seal_end); }

struct FreeArchive {
    void operator()(archive* handle) const { archive_free(handle); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

}  // namespace

struct ArchiveWriter::Implementation {
    explicit Implementation(const std::filesystem::path& where)
        : path(where), file(where, files::for_its_owner), handle(archive_write_new()) {
        if (!handle) throw std::bad_alloc();
        expect(archive_write_set_format_pax_restricted(handle.get()));
        expect(archive_write_add_filter_gzip(handle.get()));
        expect(archive_write_set_filter_option(handle.get(), "gzip", "timestamp", nullptr));
        expect(archive_write_set_bytes_in_last_block(handle.get(), 1));  // no padding, as tapes needed it
        expect(archive_write_open(handle.get(), this, nullptr, &write_some, nullptr));
    }

    static la_ssize_t write_some(archive*, void* self, const void* bytes, std::size_t size) {
        auto& writer = *static_cast<Implementation*>(self);
        const std::string_view piece(static_cast<const char*>(bytes), size);
        try {
            writer.file.write(piece);
        } catch (const std::system_error& error) {
            writer.trouble = error;
            return -1;
        }
        writer.digest.add(piece);
        return static_cast<la_ssize_t>(size);
    }

    void expect(int code) {
        if (code == ARCHIVE_OK) return;
        if (trouble) throw std::system_error(trouble->code(), "the backup " + path.string() + " cannot be written");
        const char* words = archive_error_string(handle.get());
        throw std::runtime_error(std::string("the backup cannot be written: ") + (words ? words : ""));
    }

    std::filesystem::path path;
    files::NewFile file;
    Digest digest;
    std::optional<std::system_error> trouble;
    Archive handle;
};

namespace {

/// What could be read only once, or never ends, is none.
std::filesystem::path file_at(std::filesystem::path path) {
    if (!std::filesystem::is_regular_file(path)) throw std::runtime_error(path.string() + " is no file");
    return path;
}

[[noreturn]] void refuse_existing(const std::filesystem::path& path) {
    throw std::runtime_error(path.string() + " exists already: name another file");
}

}  // namespace

ArchiveWriter::ArchiveWriter(const std::filesystem::path& path) {
    if (std::filesystem::exists(path)) refuse_existing(path);
    implementation_ = std::make_unique<Implementation>(path);
}

ArchiveWriter::~ArchiveWriter() = default;

void ArchiveWriter::add(const std::string& name, std::string_view content) {
    Implementation& self = *implementation_;
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600U);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    self.expect(archive_write_header(self.handle.get(), entry.get()));
    const la_ssize_t written = archive_write_data(self.handle.get(), content.data(), content.size());
    if (written != static_cast<la_ssize_t>(content.size())) self.expect(ARCHIVE_FATAL);
}

void ArchiveWriter::finish() {
    Implementation& self = *implementation_;
    self.expect(archive_write_close(self.handle.get()));
    self.file.write(seal_of(self.digest.hex()));
    if (!self.file.put_in_place(files::Existing::keep)) refuse_existing(self.path);
}

struct ArchiveReader::Implementation {
    Implementation(const std::filesystem::path& path, const ArchiveLimits& its_limits)
        : limits(its_limits), file(file_at(path), O_RDONLY), handle(archive_read_new()) {
        if (!handle) throw std::bad_alloc();
        const std::uintmax_t size = std::filesystem::file_size(path);
        unpacked_bytes_max = std::max(limits.unpacked_bytes_always_allowed, size * limits.unpacked_per_packed_max);
        if (!is_sealed(size)) {
            throw std::runtime_error(path.string() + " is no whole backup: it is damaged or was cut off");
        }
        archive_read_support_filter_gzip(handle.get());
        archive_read_support_format_tar(handle.get());
        expect(archive_read_open(handle.get(), this, nullptr, &read_some, nullptr));
    }

    /// How many of the next bytes before the seal are in the buffer now; 0 at the end, -1 if they cannot be read.
    ssize_t read() {
        const auto wanted = static_cast<std::size_t>(std::min<std::uintmax_t>(buffer.size(), left));
        const ssize_t got = ::read(file.descriptor(), buffer.data(), wanted);
        if (got > 0) left -= static_cast<std::uintmax_t>(got);
        return got;
    }

    /// Afterwards reading begins at the beginning.
    bool is_sealed(std::uintmax_t size) {
        if (size <= seal_bytes) return false;
        left = size - seal_bytes;
        Digest digest;
        for (auto count = read(); count > 0; count = read()) digest.add({buffer.data(), static_cast<std::size_t>(count)});
        std::string seal(seal_bytes + 1, '\0');
        const ssize_t got = ::read(file.descriptor(), seal.data(), seal.size());
        left = size - seal_bytes;
        return got == static_cast<ssize_t>(seal_bytes) && seal.substr(0, seal_bytes) == seal_of(digest.hex()) &&
               ::lseek(file.descriptor(), 0, SEEK_SET) == 0;
    }

    static la_ssize_t read_some(archive*, void* self, const void** bytes) {
        auto& reader = *static_cast<Implementation*>(self);
        *bytes = reader.buffer.data();
        return reader.read();
    }

    void expect(int code) const {
        if (code == ARCHIVE_OK) return;
        const char* words = archive_error_string(handle.get());
        throw std::runtime_error(std::string("the backup cannot be read: ") + (words ? words : "unknown trouble"));
    }

    ArchiveLimits limits;
    files::File file;
    std::array<char, buffer_bytes> buffer{};
    std::uintmax_t left = 0;
    std::uintmax_t unpacked_bytes_max = 0;
    std::uintmax_t unpacked_bytes = 0;
    std::unordered_set<std::string> names;
    Archive handle;
};

ArchiveReader::ArchiveReader(const std::filesystem::path& path, const ArchiveLimits& limits)
    : implementation_(std::make_unique<Implementation>(path, limits)) {}
ArchiveReader::~ArchiveReader() = default;

std::optional<ArchiveReader::Member> ArchiveReader::next() {
    Implementation& self = *implementation_;
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(self.handle.get(), &entry);
    if (code == ARCHIVE_EOF) return std::nullopt;
    self.expect(code);
    const char* path = archive_entry_pathname(entry);
    const std::string name = path ? path : "";
    // No backup of ours holds links, folders or devices, nor anything twice, of which only one could be restored.
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
        throw std::runtime_error("the backup holds something that is no file: " + name);
    if (!self.names.insert(name).second) throw std::runtime_error("the backup holds a file twice: " + name);
    const std::int64_t size = archive_entry_size(entry);
    if (size < 0 || size > self.limits.member_bytes_max) throw std::runtime_error("the backup holds something that is too large");
    self.unpacked_bytes += static_cast<std::uintmax_t>(size);
    if (self.unpacked_bytes > self.unpacked_bytes_max)
        throw std::runtime_error("the backup would unpack to more than a café holds");
    if (self.names.size() > static_cast<std::size_t>(self.limits.members_max))
        throw std::runtime_error("the backup holds more files than a café has");
    Member member{name, std::string(static_cast<std::size_t>(size), '\0')};
    const la_ssize_t got = archive_read_data(self.handle.get(), member.content.data(), member.content.size());
    if (got != size) throw std::runtime_error("the backup ends in the middle of " + member.name);
    return member;
}

}  // namespace cafepos::backup
