#include "rules.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "addresses.h"
#include "core/text.h"
#include "paper/render.h"

namespace cafepos::printing {
namespace {

constexpr std::size_t name_length_max = 100;
constexpr std::size_t address_length_max = 255;
constexpr int columns_min = 24;
constexpr int columns_max = 96;

bool is_port(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65'535;
}

bool is_network_address(std::string_view text) {
    const NetworkAddress address = network_address(text);
    const auto is_plain = [](char c) { return c > ' ' && c <= '~' && c != '/'; };
    return !address.host.empty() && std::ranges::all_of(address.host, is_plain) && is_port(address.port);
}

bool is_within(const std::string& path, const std::filesystem::path& folder) {
    const std::filesystem::path plain = std::filesystem::path(path).lexically_normal();
    return plain.parent_path() == (folder / "slip").lexically_normal().parent_path() && !plain.filename().empty() &&
           plain.filename() != "..";
}

bool is_device(const std::string& path) { return path.starts_with("/dev/") && path.find("..") == std::string::npos; }

/// Below are mail, files, remote shells: no printer that takes slips listens there.
bool is_port_of_others(const Printer& printer) {
    constexpr int free_ports_from = 1024;
    return std::stoi(network_address(printer.address).port) < free_ports_from;
}

std::string fault_of_address(const Printer& printer, const Options& options) {
    if (printer.type == "network") {
        if (!is_network_address(printer.address)) return "must be host:port of the printer";
        if (is_port_of_others(printer) && !options.is_owners_word(printer)) return "must have a port from 1024 to 65535";
        return "";
    }
    if (printer.type == "device" && !is_device(printer.address)) return "must be a device like /dev/usb/lp0";
    if (printer.type == "file" && !is_within(printer.address, options.slips_folder))
        return "must be the name of a file, which is made beside the other slips";
    return "";
}

std::string choices(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

bool is_out_of_reach(const Printer& printer, const Options& options) {
    if (printer.type != "network") return false;
    const Found found = find_addresses(network_address(printer.address), AI_NUMERICHOST);
    return found && !options.may_reach(printer, ip_address_of(*found));
}

void check(Checks& checks, const Printer& printer, const Printer* stored, const Options& options) {
    static const std::vector<std::string> types{"network", "device", "file", "none"};
    static const std::vector<std::string> pages = paper::code_page_names();
    checks.require(!text::strip(printer.name).empty(), "name", "required", "is required");
    checks.length("name", std::string_view(printer.name), name_length_max);
    checks.no_controls("name", printer.name);
    checks.require(std::ranges::find(types, printer.type) != types.end(), "type", "choice", "must be one of: " + choices(types));
    checks.require(std::ranges::find(pages, printer.code_page) != pages.end(), "codePage", "choice",
                   "must be one of: " + choices(pages));
    if (printer.columns) checks.range("columns", *printer.columns, columns_min, columns_max);
    checks.length("address", std::string_view(printer.address), address_length_max);
    const bool is_as_it_was = stored != nullptr && stored->type == printer.type && stored->address == printer.address;
    if (is_as_it_was) return;
    const std::string fault = fault_of_address(printer, options);
    checks.require(fault.empty(), "address", "format", fault);
    if (!fault.empty()) return;
    checks.require(!is_out_of_reach(printer, options), "address", "printer_network",
                   "must be in one of the networks of PRINTER_NETWORKS");
}

std::string address_of(const Printer& printer, const std::string& slips_folder) {
    const bool is_plain_name = printer.type == "file" && printer.address.find('/') == std::string::npos;
    return is_plain_name && !printer.address.empty() ? slips_folder + "/" + printer.address : printer.address;
}

}  // namespace cafepos::printing
