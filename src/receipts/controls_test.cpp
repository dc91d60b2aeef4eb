#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/text.h"
#include "layout.h"
#include "paper/render.h"

namespace cafepos::receipts {
namespace {

std::string render_text(const Document& document, int columns) { return paper::text(slip_of(document), columns); }

Document sample() {
    Document document;
    document.shop_name = "Café Niño";
    document.number = "ORD-20261122-0042";
    document.time = {Date::parse("2026-11-22").value(), 18, 30, 5};
    document.lines = {{"Caffe Latte", "Large", 2, Money::of(500), Money::of(1000), "oat milk", ""}};
    document.subtotal = Money::of(1000);
    document.discount = Money::of(100);
    document.taxes = {{"", "VAT", Percentage::of(190'000), Money::of(900), Money::of(171)}};
    document.total = Money::of(1071);
    document.tenders = {{"cash", Money::of(1071), Money(), Money::of(5000), Money::of(3929)}};
    document.check_value = "1042-K7QD-R2ZT-AB5E-77XN";
    return document;
}

/// Takes a slip apart into the commands that a slip may give; what is left is what it prints.
struct SlipReader {
    explicit SlipReader(std::string_view slip) : rest(slip) {}

    bool take(std::string_view bytes) {
        if (!rest.starts_with(bytes)) return false;
        rest.remove_prefix(bytes.size());
        return true;
    }
    std::size_t number(std::size_t at) const {
        return static_cast<unsigned char>(rest.at(at)) + 256U * static_cast<unsigned char>(rest.at(at + 1));
    }
    void skip(std::size_t bytes) { rest.remove_prefix(bytes); }
    bool take_command() {
        using namespace std::string_view_literals;
        for (const auto command : {"\x1B@"sv, "\x1Bt\x10"sv, "\x1Bt\x12"sv, "\x1Bt\x11"sv,
                                   "\x1B"
                                   "a\x00"sv,
                                   "\x1B"
                                   "a\x01"sv,
                                   "\x1B"
                                   "E\x00"sv,
                                   "\x1B"
                                   "E\x01"sv,
                                   "\x1D!\x00"sv, "\x1D!\x01"sv, "\x1D!\x11"sv, "\n"sv}) {
            if (take(command)) return true;
        }
        if (take("\x1DV\x42\x03"sv)) return ++cuts == 1;
        if (take("\x1Bp\x30\x19\xFA"sv)) return ++kicks == 1;
        if (take("\x1D(k"sv)) return skip(2 + number(0)), true;
        if (take("\x1Dv0\x00"sv)) return skip(4 + number(0) * number(2)), true;
        return false;
    }
    /// Whether every byte below a blank belongs to such a command.
    bool holds_no_other_command() {
        while (!rest.empty()) {
            const auto byte = static_cast<unsigned char>(rest.front());
            if (byte >= 0x20 && byte != 0x7F) {
                skip(1);
            } else if (!take_command()) {
                return false;
            }
        }
        return true;
    }

    std::string_view rest;
    int cuts = 0;
    int kicks = 0;
};

rc::Gen<std::string> hostile_words() {
    using namespace std::string_literals;
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "\x1Bp0\x19\xC3\xBA"s, "\x1B@"s, "\x1DVA"s, "\x10\x14\x01\x00\x01"s, "\x1D(L"s, "\x1C.", "\n", "\r\n",
                            "\t", "\x7F", "\x00"s, "\u0085", "\u009B", "\u2028", "Latte", " ", "é", "Ł", "Ж", "日本", "\xFF")),
                        [](const std::vector<std::string>& parts) {
                            std::string text;
                            for (const auto& part : parts) text += part;
                            return text.substr(0, 60);
                        });
}

Document document_of_hostile_words() {
    Document document = sample();
    document.customer_name = *hostile_words();
    document.staff_name = *hostile_words();
    document.notes = *hostile_words();
    document.discount_reason = *hostile_words();
    document.footer = *hostile_words();
    document.shop_name = *hostile_words();
    document.taxes[0].name = *hostile_words();
    document.tenders[0].method = *hostile_words();
    document.lines[0].name = *hostile_words();
    document.lines[0].size = *hostile_words();
    document.lines[0].notes = *hostile_words();
    document.opens_drawer = *rc::gen::arbitrary<bool>();
    return document;
}

RC_GTEST_PROP(ReceiptProperty, ASlipGivesOnlyItsOwnCommands, ()) {
    const Document document = document_of_hostile_words();
    const std::string slip = paper::escpos(slip_of(document), {.columns = 32});
    SlipReader reader(slip);
    RC_ASSERT(reader.holds_no_other_command());
    RC_ASSERT(reader.cuts == 1);
    RC_ASSERT(reader.kicks == (document.opens_drawer ? 1 : 0));
}

RC_GTEST_PROP(ReceiptProperty, TextAndHtmlHoldNoControlCharacters, ()) {
    const Document document = document_of_hostile_words();
    RC_ASSERT(!text::has_control(render_text(document, 42), "\n"));
    RC_ASSERT(!text::has_control(render_html(document), "\n"));
}

TEST(Receipt, WhatCustomersWriteBeginsNoLineOfItsOwn) {
    Document document = sample();
    document.customer_name = "Ann\nTOTAL    $0.01";
    document.lines[0].notes = "hot\r\nTOTAL 0.02";
    const std::string slip = render_text(document, 42);
    EXPECT_NE(slip.find("Ann TOTAL    $0.01"), std::string::npos) << slip;
    EXPECT_NE(slip.find("hot  TOTAL 0.02"), std::string::npos) << slip;
    document.footer = "Danke!\n\nWLAN: kaffee";
    EXPECT_NE(render_text(document, 32).find("             Danke!\n\n          WLAN: kaffee\n"), std::string::npos)
        << "the owner's own lines stay\n"
        << render_text(document, 32);
}

}  // namespace
}  // namespace cafepos::receipts
