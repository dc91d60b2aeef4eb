#pragma once

#include <string>

#include "core/time.h"
#include "names.h"

namespace cafepos::tls {

/// A certificate with its key, both in PEM.
struct Pair {
    std::string certificate;
    std::string key;
};

/// What a certificate says.
struct Facts {
    Timestamp ends_at;
    std::string fingerprint;  ///< SHA-256: "AB:CD:…", as browsers and systems show it
    Names names;
};
/// Of the first one in a PEM text. Throws std::runtime_error if there is none.
Facts facts_of(const std::string& certificate);

/// A root of the café's own, for ten years. It can vouch for these names, for .local, and for private addresses and these, and
/// for nothing else, whoever gets hold of its key. Throws std::runtime_error where OpenSSL cannot.
Pair make_root(const std::string& title, const Names& names, Timestamp now);

/// A server's certificate, signed by that root, for 397 days: browsers take none that lives longer.
Pair make_leaf(const Pair& root, const Names& names, Timestamp now);

/// Whether somebody who trusts this root, and nobody else, believes that certificate at that time.
bool vouches(const std::string& root_certificate, const std::string& leaf_certificate, Timestamp now);

}  // namespace cafepos::tls
