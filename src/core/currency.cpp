#include "currency.h"

#include <array>

namespace cafepos::currency {
namespace {

// ISO 4217, list one, of 2026, without funds, metals and test codes; three letters each.
constexpr std::string_view without_decimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view two_decimals =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK "
    "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
    "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
    "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";
constexpr std::string_view three_decimals = "BHD IQD JOD KWD LYD OMR TND";

constexpr std::size_t code_length = 3;

bool lists(std::string_view codes, std::string_view code) {
    return code.size() == code_length && code.find(' ') == std::string_view::npos && codes.find(code) != std::string_view::npos;
}

struct Symbol {
    std::string_view code;
    std::string_view symbol;
};
// A café has one currency: its guests know whose dollar is meant.
constexpr std::array symbols{Symbol{"USD", "$"}, Symbol{"EUR", "€"}, Symbol{"GBP", "£"}, Symbol{"JPY", "¥"},
                             Symbol{"CAD", "$"}, Symbol{"AUD", "$"}, Symbol{"NZD", "$"}, Symbol{"INR", "₹"}};

}  // namespace

std::optional<int> decimals_of(std::string_view code) {
    if (lists(two_decimals, code)) return 2;
    if (lists(without_decimals, code)) return 0;
    if (lists(three_decimals, code)) return 3;
    return std::nullopt;
}

std::string_view symbol_of(std::string_view code) {
    for (const Symbol& symbol : symbols) {
        if (symbol.code == code) return symbol.symbol;
    }
    return code;
}

}  // namespace cafepos::currency
