#pragma once

#include <filesystem>
#include <optional>

#include "certificate.h"

namespace cafepos::tls {

/// The folder `tls` of the data: the café's own root and the certificate that it has signed for this server. Every file is whole
/// or not there, and those with keys are readable by their owner only. Throws std::system_error naming a file,
/// std::runtime_error.
class Folder {
public:
    explicit Folder(const std::filesystem::path& data_dir) : path_(data_dir / "tls") {}

    struct Wishes {
        Names names;            ///< beside those of the machine; they are remembered
        bool new_root = false;  ///< every device must then trust that one
    };
    struct Made {
        bool new_root = false;
        Names left_out;  ///< what the machine is called but the root may not vouch for
    };
    /// Makes what is missing, and in any case a new certificate. Throws std::invalid_argument, with nothing changed, for a wish
    /// that the root may not fulfil.
    Made init(const Wishes& wishes, const Names& machine, Timestamp now) const;

    /// A new certificate by the root that is there, for what init() was told and what the machine is called now.
    Made renew(const Names& machine, Timestamp now) const;

    [[nodiscard]] bool is_made() const;
    [[nodiscard]] std::filesystem::path server_file() const { return path_ / "server.pem"; }  ///< key and certificate
    [[nodiscard]] std::filesystem::path root_file() const { return path_ / "root.crt"; }      ///< to give to devices
    [[nodiscard]] std::optional<std::string> root_certificate() const;
    /// What renew() would take into a certificate and this one lacks.
    [[nodiscard]] bool lacks_names(const Facts& facts, const Names& machine) const;

private:
    [[nodiscard]] std::filesystem::path root_with_key_file() const { return path_ / "root.pem"; }
    [[nodiscard]] std::filesystem::path names_file() const { return path_ / "names"; }
    [[nodiscard]] Names remembered() const;
    [[nodiscard]] std::optional<Pair> root() const;
    [[nodiscard]] Names allowed(const Pair& root, const Names& wanted, Timestamp now) const;
    void write_leaf(const Pair& root, const Names& names, Timestamp now) const;

    std::filesystem::path path_;
};

}  // namespace cafepos::tls
