#include "keeper.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <chrono>
#include <system_error>
#include <utility>

#include "files/files.h"

namespace cafepos::tls {
namespace {

using std::chrono::days;

constexpr days renewed_before(30);
constexpr days told_before(14);  // by then the café's own has been renewed, and who brings another one should
constexpr std::chrono::hours tried_again_after(1);

Options whole(Options options, const Folder& folder) {
    if (!options.certificate_file.empty() || !folder.is_made()) return options;
    options.certificate_file = folder.server_file();
    options.key_file = folder.server_file();
    return options;
}

std::string read(const std::string& file) {
    try {
        return files::content_of(file);
    } catch (const std::system_error& error) {
        throw std::runtime_error(file + ": cannot be read: " + error.code().message());
    }
}

http::TlsCertificate::Source source_of(const Options& options) {
    return {.certificates = read(options.certificate_file),
            .key = read(options.key_file),
            .certificates_name = options.certificate_file,
            .key_name = options.key_file};
}

std::string stamp_of(const std::string& file) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) return "-";
    return fmt::format("{}.{} {} {}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino);
}

}  // namespace

Keeper::Keeper(const Options& options, const Clock& clock, Machine machine)
    : options_(whole(options, Folder(options.data_dir))),
      folder_(options.data_dir),
      clock_(clock),
      machine_(std::move(machine)),
      is_own_(options.certificate_file.empty() && !options_.certificate_file.empty()),
      used_stamp_(stamp()),
      seen_stamp_(used_stamp_) {
    if (!options_.certificate_file.empty()) loaded_ = load();
}

Keeper::Loaded Keeper::load() const {
    const auto source = source_of(options_);
    return {std::make_shared<const http::TlsCertificate>(source), tls::facts_of(source.certificates)};
}

std::string Keeper::stamp() const { return stamp_of(options_.certificate_file) + stamp_of(options_.key_file); }

std::shared_ptr<const http::TlsCertificate> Keeper::certificate() const {
    const std::lock_guard lock(mutex_);
    return loaded_ ? loaded_->certificate : nullptr;
}

std::optional<Facts> Keeper::facts() const {
    const std::lock_guard lock(mutex_);
    return loaded_ ? std::optional(loaded_->facts) : std::nullopt;
}

std::optional<std::string> Keeper::root() const { return is_own_ ? folder_.root_certificate() : std::nullopt; }

void Keeper::look(const Use& use) {
    if (!certificate()) return;
    if (is_own_) renew_if_due();
    const std::string now = stamp();
    const bool is_settled = std::exchange(seen_stamp_, now) == now;
    if (is_settled && now != used_stamp_) reload(use);
}

void Keeper::reload(const Use& use) {
    used_stamp_ = seen_stamp_;
    try {
        Loaded fresh = load();
        use(fresh.certificate);
        spdlog::info("tls certificate taken file={} ends={}", options_.certificate_file, fresh.facts.ends_at.text());
        const std::lock_guard lock(mutex_);
        loaded_ = std::move(fresh);
        reload_trouble_.clear();
    } catch (const std::exception& error) {
        spdlog::error("the new TLS certificate cannot be used, the one before stays: {}", error.what());
        const std::lock_guard lock(mutex_);
        reload_trouble_ = "the new TLS certificate cannot be used, so the one before is";
    }
}

bool Keeper::is_due(Timestamp now) const {
    const Facts facts = *this->facts();
    return facts.ends_at - now < renewed_before || folder_.lacks_names(facts, machine_());
}

// By a clock that cannot be right it would be one from another time.
void Keeper::renew_if_due() {
    const Timestamp now = clock_.now();
    if (!is_plausible(now) || stamp() != used_stamp_ || (now - tried_at_ < tried_again_after && now >= tried_at_)) return;
    std::string trouble;
    try {
        if (!is_due(now)) return;
        tried_at_ = now;
        folder_.renew(machine_(), now);
        spdlog::info("tls certificate renewed");
    } catch (const std::exception& error) {
        tried_at_ = now;
        spdlog::error("the TLS certificate cannot be renewed: {}", error.what());
        trouble = "the TLS certificate cannot be renewed";
    }
    const std::lock_guard lock(mutex_);
    renewal_trouble_ = trouble;
}

std::string Keeper::end_trouble() const {
    const Timestamp now = clock_.now();
    const auto certificate = facts();
    if (!certificate || !is_plausible(now) || certificate->ends_at - now >= told_before) return "";
    const std::string day = certificate->ends_at.text().substr(0, 10);
    return (certificate->ends_at <= now ? "the TLS certificate ended on " : "the TLS certificate ends on ") + day;
}

std::string Keeper::trouble() const {
    const std::string end = end_trouble();
    const std::lock_guard lock(mutex_);
    if (!reload_trouble_.empty()) return reload_trouble_;
    return renewal_trouble_.empty() ? end : renewal_trouble_;
}

std::string Keeper::state() const {
    if (!certificate()) return "off";
    return trouble().empty() ? "ok" : "error";
}

std::optional<Facts> facts_of(const Options& options) {
    const SystemClock clock;
    return Keeper(options, clock).facts();
}

}  // namespace cafepos::tls
