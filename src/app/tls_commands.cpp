#include "tls_commands.h"

#include <cstdio>
#include <stdexcept>

#include "commands.h"
#include "existing_cafe.h"

namespace cafepos::app {
namespace {

constexpr int failed = 1;

std::string day_of(Timestamp moment) { return moment.text().substr(0, 10); }

void show(const tls::Facts& facts) {
    std::printf("Certificate for %s\n  ends         %s\n", tls::text_of(facts.names).c_str(), day_of(facts.ends_at).c_str());
    std::printf("  fingerprint  %s\n", facts.fingerprint.c_str());
}

void show_root(const tls::Folder& folder) {
    const tls::Facts of_root = tls::facts_of(folder.root_certificate().value());
    std::printf("Root in %s\n  ends         %s\n  fingerprint  %s\n", folder.root_file().c_str(), day_of(of_root.ends_at).c_str(),
                of_root.fingerprint.c_str());
}

tls::Folder::Made make(const tls::Folder& folder, const TlsRequest& request, Timestamp now) {
    try {
        return folder.init({tls::names_of(request.names, request.addresses), request.new_root}, tls::names_of_this_machine(),
                           now);
    } catch (const std::invalid_argument& error) {
        throw WrongUse(error.what());
    }
}

}  // namespace

tls::Options tls_options(const Config& config) { return {config.tls_cert_file, config.tls_key_file, config.data_dir}; }

int tls_init(const Config& config, const TlsRequest& request) {
    require_cafe(config);
    if (!config.tls_cert_file.empty())
        throw WrongUse("TLS_CERT_FILE names a certificate of your own: take it out of the settings first, or renew that one");
    const Timestamp now = SystemClock().now();
    if (!is_plausible(now)) throw WrongUse("The clock says " + now.text() + ", which cannot be right: set it first");
    const tls::Folder folder(config.data_dir);
    const bool served_already = folder.is_made();
    const auto made = make(folder, request, now);
    show(*tls::facts_of(tls_options(config)));
    show_root(folder);
    if (made.left_out != tls::Names{})
        std::printf("Left out, since the root may not vouch for it: %s. --new-root makes one that may.\n",
                    tls::text_of(made.left_out).c_str());
    std::printf(served_already ? "A CafePOS that speaks https already takes it by itself.\n"
                               : "Start CafePOS again: it then speaks https, too.\n");
    if (made.new_root)
        std::printf("Each device has to trust the root once: http://<this machine>:%d/app/trust says how.\n", config.port);
    return 0;
}

int tls_show(const Config& config) {
    require_cafe(config);
    const auto facts = tls::facts_of(tls_options(config));
    if (!facts) {
        std::printf("There is no certificate: `cafepos tls init` makes one.\n");
        return failed;
    }
    show(*facts);
    const bool is_own = config.tls_cert_file.empty();
    is_own ? show_root(tls::Folder(config.data_dir)) : void(std::printf("From %s\n", config.tls_cert_file.c_str()));
    return 0;
}

}  // namespace cafepos::app
