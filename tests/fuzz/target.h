#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cafepos::fuzz {

/// What reads bytes from outside, as a function of them: each file of this folder registers one, under its own name. Whatever
/// comes out of `run` is a finding, as is all that the sanitizers see: it catches what the reader's header says that it throws.
struct Target {
    using Run = void (*)(std::string_view bytes);
    Target(std::string_view its_name, Run its_run);

    std::string_view name;
    Run run;
};

/// Those of this program: one where libFuzzer looks for bytes, all where the corpus is read again.
const std::vector<const Target*>& targets();

/// A promise of the reader's beside that it lives.
struct Broken : std::logic_error {
    using std::logic_error::logic_error;
};
inline void require(bool is_kept, const char* promise) {
    if (!is_kept) throw Broken(promise);
}

/// The bytes of an input, taken from its front; when they are used up, zeros and empty texts.
class Input {
public:
    explicit Input(std::string_view bytes) : rest_(bytes) {}
    [[nodiscard]] unsigned char byte();
    [[nodiscard]] std::string_view line();  ///< without its \n
    [[nodiscard]] std::string text();       ///< a line as it may be stored: UTF-8 without control characters
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool is_empty() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

}  // namespace cafepos::fuzz
