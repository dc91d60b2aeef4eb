#pragma once

#include <string>

#include "temporary.h"

namespace cafepos::testing {

/// A key and a certificate that vouches for itself, fresh for each test and valid for an hour.
class Certificate {
public:
    /// For whom, as OpenSSL spells alternative names: "IP:127.0.0.1,DNS:localhost".
    explicit Certificate(const std::string& names);

    [[nodiscard]] std::string file() const { return directory_.file("certificate.pem"); }
    [[nodiscard]] std::string key_file() const { return directory_.file("key.pem"); }

private:
    TemporaryDirectory directory_;
};

}  // namespace cafepos::testing
