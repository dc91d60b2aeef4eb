#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/time.h"
#include "folder.h"
#include "http/tls_certificate.h"

namespace cafepos::tls {

/// Where certificate and key come from: the owner's files, or else the folder that `cafepos tls init` has filled.
struct Options {
    std::string certificate_file;  ///< with the key's, or neither
    std::string key_file;
    std::filesystem::path data_dir;
};

/// Keeps the server's certificate: takes a new one when its files change, and has the café's own one renewed in time, or when the
/// machine gets another address. What cannot be used is told, and the one before stays. Thread-safe.
class Keeper {
public:
    using Use = std::function<void(std::shared_ptr<const http::TlsCertificate>)>;
    using Machine = std::function<Names()>;

    /// Reads the first certificate. Throws std::runtime_error that names the file and says what is wrong with it.
    Keeper(const Options& options, const Clock& clock, Machine machine = names_of_this_machine);

    /// The first one; empty where there is none, so no TLS.
    [[nodiscard]] std::shared_ptr<const http::TlsCertificate> certificate() const;
    /// To be called every few seconds. A changed file is read when it no longer changes, for two are written one after the other.
    void look(const Use& use);

    [[nodiscard]] std::string state() const;    ///< "off", "ok", "error"
    [[nodiscard]] std::string trouble() const;  ///< in words for everybody; empty if there is none
    [[nodiscard]] std::optional<Facts> facts() const;
    /// The café's own, in PEM; empty where the certificate comes from elsewhere.
    [[nodiscard]] std::optional<std::string> root() const;

private:
    struct Loaded {
        std::shared_ptr<const http::TlsCertificate> certificate;
        Facts facts;
    };
    [[nodiscard]] Loaded load() const;
    [[nodiscard]] std::string stamp() const;
    void reload(const Use& use);
    void renew_if_due();
    [[nodiscard]] bool is_due(Timestamp now) const;
    [[nodiscard]] std::string end_trouble() const;

    const Options options_;
    const Folder folder_;
    const Clock& clock_;
    const Machine machine_;
    const bool is_own_;
    std::string used_stamp_;  ///< of the thread that looks, as the next two
    std::string seen_stamp_;
    Timestamp tried_at_{};

    mutable std::mutex mutex_;
    std::optional<Loaded> loaded_;
    std::string reload_trouble_;
    std::string renewal_trouble_;
};

/// The same without a server, for `cafepos doctor`: throws like Keeper, empty where there is no TLS.
std::optional<Facts> facts_of(const Options& options);

}  // namespace cafepos::tls
