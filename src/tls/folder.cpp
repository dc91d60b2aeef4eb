#include "folder.h"

#include <algorithm>
#include <stdexcept>

#include "core/text.h"
#include "files/files.h"

namespace cafepos::tls {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view key_begin = "-----BEGIN PRIVATE KEY-----";

void write(const fs::path& path, const std::string& content, int mode) {
    files::write_durably(path, content, mode, files::Existing::replace);
}

std::string title_of_root(const Names& machine, Timestamp now) {
    return "CafePOS " + (machine.hosts.empty() ? "" : machine.hosts.front() + " ") + now.text().substr(0, 10);
}

// A line for each; only an address has colons or ends in a number.
bool is_address(const std::string& line) {
    return line.find(':') != std::string::npos || line.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

bool Folder::is_made() const { return fs::exists(server_file()); }

std::optional<std::string> Folder::root_certificate() const {
    if (!fs::exists(root_file())) return std::nullopt;
    return files::content_of(root_file());
}

std::optional<Pair> Folder::root() const {
    if (!fs::exists(root_with_key_file())) return std::nullopt;
    const std::string content = files::content_of(root_with_key_file());
    const auto key = content.find(key_begin);
    if (key == std::string::npos) throw std::runtime_error(root_with_key_file().string() + ": there is no key in it");
    return Pair{content.substr(0, key), content.substr(key)};
}

Names Folder::remembered() const {
    Names names;
    if (!fs::exists(names_file())) return names;
    for (const std::string& line : text::split(files::content_of(names_file()), '\n')) {
        (is_address(line) ? names.addresses : names.hosts).push_back(line);
    }
    return names;
}

// Asked of the verification itself, name by name: nobody knows better what a root may.
Names Folder::allowed(const Pair& root, const Names& wanted, Timestamp now) const {
    Names names;
    const auto is_allowed = [&](const Names& one) {
        return vouches(root.certificate, make_leaf(root, one, now).certificate, now);
    };
    for (const std::string& host : wanted.hosts) {
        if (is_allowed({{host}, {}})) names.hosts.push_back(host);
    }
    for (const std::string& address : wanted.addresses) {
        if (is_allowed({{}, {address}})) names.addresses.push_back(address);
    }
    return names;
}

void Folder::write_leaf(const Pair& root, const Names& names, Timestamp now) const {
    const Pair leaf = make_leaf(root, names, now);
    if (!vouches(root.certificate, leaf.certificate, now))
        throw std::runtime_error(root_with_key_file().string() + ": this root cannot sign any more; make a new one");
    write(server_file(), leaf.certificate + leaf.key, files::for_its_owner);
}

Folder::Made Folder::init(const Wishes& wishes, const Names& machine, Timestamp now) const {
    const Names given = wishes.new_root ? wishes.names : joined(remembered(), wishes.names);
    const auto old_root = wishes.new_root ? std::nullopt : root();
    const Pair root = old_root ? *old_root : make_root(title_of_root(machine, now), joined(given, machine), now);
    const Names names = allowed(root, joined(given, machine), now);
    const Names refused = missing_from(names, given);
    if (refused != Names{})
        throw std::invalid_argument("The café's root may not vouch for " + tls::text_of(refused) +
                                    ". One that may is made with --new-root; every device must then trust that one");
    files::make_folder(path_);
    if (!old_root) write(root_with_key_file(), root.certificate + root.key, files::for_its_owner);
    write(root_file(), root.certificate, files::for_everybody);
    std::string lines;
    for (const auto* part : {&given.hosts, &given.addresses}) {
        for (const std::string& one : *part) lines += one + "\n";
    }
    write(names_file(), lines, files::for_everybody);
    write_leaf(root, names, now);
    return {!old_root, missing_from(names, machine)};
}

Folder::Made Folder::renew(const Names& machine, Timestamp now) const {
    const auto signer = root();
    if (!signer) throw std::runtime_error(root_with_key_file().string() + ": is not there");
    const Names wanted = joined(remembered(), machine);
    const Names names = allowed(*signer, wanted, now);
    write_leaf(*signer, names, now);
    return {false, missing_from(names, wanted)};
}

bool Folder::lacks_names(const Facts& facts, const Names& machine) const {
    // Every root may vouch for those; another new name of the machine only a new one.
    const Names missing = missing_from(facts.names, joined(remembered(), machine));
    const auto is_local = [](const std::string& host) { return host.ends_with(".local"); };
    return !missing.addresses.empty() || std::ranges::any_of(missing.hosts, is_local);
}

}  // namespace cafepos::tls
