#include "mobileconfig.h"

#include <fmt/format.h>

#include "certificate.h"
#include "core/text.h"

namespace cafepos::tls {
namespace {

/// What PEM has between its lines of dashes.
std::string base64_in(const std::string& pem) {
    std::string inner;
    for (const std::string& line : text::split(pem, '\n')) {
        if (!line.starts_with("-----")) inner += line;
    }
    return inner;
}

/// Taken from the fingerprint, and told apart by its first digit.
std::string identifier(char first, const std::string& fingerprint) {
    std::string digits;
    for (const char c : fingerprint) {
        if (c != ':') digits += c;
    }
    return fmt::format("{}{}-{}-4{}-8{}-{}", first, digits.substr(1, 7), digits.substr(8, 4), digits.substr(13, 3),
                       digits.substr(17, 3), digits.substr(20, 12));
}

}  // namespace

std::string mobileconfig_of(const std::string& root_certificate) {
    const std::string fingerprint = facts_of(root_certificate).fingerprint;
    const auto payload = [](const char* type, const std::string& id) {
        return fmt::format(
            "<key>PayloadType</key><string>{}</string><key>PayloadVersion</key><integer>1</integer>"
            "<key>PayloadIdentifier</key><string>cafepos.root.{}</string><key>PayloadUUID</key><string>{}</string>"
            "<key>PayloadDisplayName</key><string>CafePOS</string>",
            type, id, id);
    };
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
        "<plist version=\"1.0\"><dict>{}\n<key>PayloadContent</key><array><dict>{}\n"
        "<key>PayloadCertificateFileName</key><string>cafepos.crt</string>"
        "<key>PayloadContent</key><data>{}</data></dict></array></dict></plist>\n",
        payload("Configuration", identifier('A', fingerprint)), payload("com.apple.security.root", identifier('B', fingerprint)),
        base64_in(root_certificate));
}

}  // namespace cafepos::tls
