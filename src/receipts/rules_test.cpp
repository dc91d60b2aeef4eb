#include "rules.h"

#include <gtest/gtest.h>

namespace cafepos::receipts {
namespace {

TEST(ReceiptForm, IsTheFormatThatIsAskedFor) {
    EXPECT_EQ(form_of("txt", {}), Form::text);
    EXPECT_EQ(form_of("text", {}), Form::text);
    EXPECT_EQ(form_of("HTML", {}), Form::html);
    EXPECT_EQ(form_of("pdf", "text/html"), Form::pdf) << "whatever is accepted";
    EXPECT_EQ(form_of("escpos", {}), Form::escpos);
    EXPECT_EQ(form_of("docx", "text/html"), std::nullopt);
    EXPECT_EQ(form_of("", {}), std::nullopt);
}

TEST(ReceiptForm, IsElseTheFirstKnownOneThatIsAccepted) {
    EXPECT_EQ(form_of({}, "application/pdf"), Form::pdf);
    EXPECT_EQ(form_of({}, "image/png, Text/HTML ;q=0.9, application/pdf"), Form::html);
    EXPECT_EQ(form_of({}, "application/vnd.escpos;level=1"), Form::escpos);
    EXPECT_EQ(form_of({}, "image/png"), Form::text);
    EXPECT_EQ(form_of({}, "*/*"), Form::text);
    EXPECT_EQ(form_of({}, {}), Form::text);
}

TEST(ReceiptForm, HasItsContentType) {
    EXPECT_EQ(content_type_of(Form::text), "text/plain; charset=utf-8");
    EXPECT_EQ(content_type_of(Form::html), "text/html; charset=utf-8");
    EXPECT_EQ(content_type_of(Form::pdf), "application/pdf");
    EXPECT_EQ(content_type_of(Form::escpos), "application/vnd.escpos");
}

TEST(ReprintWindow, ClosesAfterItsLastMinute) {
    const Timestamp sold = *Timestamp::parse("2026-11-22T12:00:00Z");
    EXPECT_FALSE(reprint_window_closed(sold, *Timestamp::parse("2026-11-22T12:10:00Z"), 10));
    EXPECT_TRUE(reprint_window_closed(sold, *Timestamp::parse("2026-11-22T12:10:00.001Z"), 10));
    EXPECT_FALSE(reprint_window_closed(sold, *Timestamp::parse("2026-11-22T11:00:00Z"), 10)) << "the clock went back";
    EXPECT_FALSE(reprint_window_closed(sold, sold, 0));
}

}  // namespace
}  // namespace cafepos::receipts
