#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.h"

namespace cafepos {

/// Collects what is wrong with a request, so that it is told at once. Not thread-safe; lives as long as one reading.
///
/// Each fault has a field ("items[0].quantity"), a code for programs ("length", "range", "choice" …) and a sentence for people,
/// which begins with the field's name unless the contract words it otherwise.
class Checks {
public:
    /// The whole sentence, where the contract or a person wants another than "<field> <what>".
    void say(std::string field, std::string code, std::string sentence) {
        errors_.push_back({std::move(field), std::move(code), std::move(sentence)});
    }
    /// "<field> <what>": what = "must be a number".
    void fail(const std::string& field, std::string code, std::string_view what) {
        say(field, std::move(code), field + " " + std::string(what));
    }
    void require(bool good, const std::string& field, const char* code, std::string_view what) {
        if (!good) fail(field, code, what);
    }
    /// Characters, not bytes.
    void length(const std::string& field, std::string_view text, std::size_t max);
    void length(const std::string& field, const std::optional<std::string>& text, std::size_t max) {
        if (text) length(field, std::string_view(*text), max);
    }
    void range(const std::string& field, std::int64_t value, std::int64_t low, std::int64_t high);
    void email(const std::string& field, std::string_view address);
    void no_controls(const std::string& field, std::string_view text, std::string_view allowed = {});
    void add(std::vector<FieldError> errors);

    [[nodiscard]] bool good() const { return errors_.empty(); }
    [[nodiscard]] std::vector<FieldError> take() { return std::move(errors_); }
    /// Error(code) with all of it, if anything was wrong.
    void refuse_if_any(Code code = Code::validation_error);

private:
    std::vector<FieldError> errors_;
};

}  // namespace cafepos
