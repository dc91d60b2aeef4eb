#include "attempt.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "files/files.h"

namespace cafepos::nightly {
namespace {

namespace fs = std::filesystem;

bool is_want_of_room(const std::error_code& code) {
    return code == std::errc::no_space_on_device || code == std::errc::file_too_large || code.value() == EDQUOT;
}

std::string_view trouble_of(const std::exception& error, std::string_view otherwise) {
    if (const auto* database = dynamic_cast<const db::DatabaseError*>(&error)) {
        if (database->failure() == db::Failure::storage_full) return trouble::disk_full;
        if (database->failure() == db::Failure::busy) return trouble::other;
    }
    if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
        if (is_want_of_room(system->code())) return trouble::disk_full;
    }
    return otherwise;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
    }
    return names;
}

/// Of the minute, or of the first one after it that has none yet: an hour that autumn repeats has its minutes twice.
std::string free_name(const fs::path& folder, const TimeZone& zone, Timestamp now) {
    for (;; now = now + std::chrono::minutes(1)) {
        std::string name = file_name(zone.local(now));
        if (!fs::exists(folder / name)) return name;
    }
}

/// Older backups that stay longer than they must harm nobody.
void remove_quietly(const fs::path& file) {
    std::error_code error;
    fs::remove(file, error);
    if (error) spdlog::warn("an old backup could not be removed: {}: {}", file.string(), error.message());
}

/// A backup on its way; gone unless it was kept.
class Unproven {
public:
    Unproven(const fs::path& folder, std::string name)
        : folder_(folder), name_(std::move(name)), path_(folder / (name_ + std::string(unproven_ending))) {}
    ~Unproven() {
        std::error_code ignored;
        if (!kept_) fs::remove(path_, ignored);
    }
    Unproven(const Unproven&) = delete;
    Unproven& operator=(const Unproven&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }
    const std::string& keep() {
        fs::rename(path_, folder_ / name_);
        kept_ = true;
        files::synchronise_folder(folder_);
        return name_;
    }

private:
    fs::path folder_;
    std::string name_;
    fs::path path_;
    bool kept_ = false;
};

class Attempt {
public:
    Attempt(const Options& options, const Tools& tools, const Checkpoint& checkpoint)
        : folder_(options.folder), tools_(tools), checkpoint_(checkpoint) {}

    void run(Timestamp now, const std::string& earlier_file) {
        if (const auto missing = trouble_of_folder(folder_)) return fail(*missing, folder_.string());
        try {
            for (const std::string& name : names_in(folder_)) {
                if (is_left_over(name)) remove_quietly(folder_ / name);
            }
            make(now, earlier_file);
        } catch (const GivenUp&) {
            throw;
        } catch (const std::exception& error) {
            fail(trouble_of(error, failing_means_), error.what());
        }
    }
    [[nodiscard]] Outcome outcome() const { return outcome_; }

private:
    void make(Timestamp now, const std::string& earlier_file) {
        Unproven backup(folder_, free_name(folder_, tools_.zone(), now));
        tools_.write(backup.path(), checkpoint_);
        failing_means_ = trouble::damaged;
        auto differences = tools_.differences_restored(backup.path(), checkpoint_);
        failing_means_ = trouble::other;
        outcome_.file_name = backup.keep();
        if (is_backup(earlier_file) && earlier_file != outcome_.file_name) remove_quietly(folder_ / earlier_file);
        const auto now_differing = tools_.differences_now(checkpoint_);
        if (now_differing.size() > differences.size()) differences = now_differing;
        if (!differences.empty()) return fail_by(differences);
        const auto old = files_to_delete(names_in(folder_), outcome_.file_name);
        for (const std::string& name : old) remove_quietly(folder_ / name);
    }

    void fail_by(const std::vector<std::string>& differences) {
        outcome_.differences = static_cast<std::int64_t>(differences.size());
        fail(trouble::differences, differences.front());
    }
    void fail(std::string_view why, std::string detail) {
        outcome_.trouble = why;
        outcome_.detail = std::move(detail);
    }

    const fs::path& folder_;
    const Tools& tools_;
    const Checkpoint& checkpoint_;
    std::string_view failing_means_ = trouble::other;
    Outcome outcome_;
};

}  // namespace

std::optional<std::string_view> trouble_of_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return trouble::no_folder;
    if (access(folder.c_str(), W_OK | X_OK) != 0) return trouble::no_access;
    return std::nullopt;
}

Outcome make_and_prove(const Options& options, const Tools& tools, Timestamp now, const std::string& earlier_file,
                       const Checkpoint& checkpoint) {
    Attempt attempt(options, tools, checkpoint);
    attempt.run(now, earlier_file);
    return attempt.outcome();
}

}  // namespace cafepos::nightly
