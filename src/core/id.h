#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "time.h"

namespace cafepos {

/// A UUID in its canonical lower-case text form (RFC 9562); ours are version 7, so they sort by creation time.
class Id {
public:
    Id() = default;                                                        ///< the empty id, which equals nothing that exists
    static std::optional<Id> parse(std::string_view text);                 ///< any UUID version; upper case is lowered
    static Id of_stored(std::string text) { return Id(std::move(text)); }  ///< from our own tables: not checked again

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    explicit Id(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// Random bytes that nobody can guess. Thread-safe. Tests pass a seeded one.
class Random {
public:
    Random() = default;
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;
    virtual ~Random() = default;
    virtual void fill(unsigned char* bytes, std::size_t count) = 0;
    /// `count` random bytes as lower-case hexadecimal.
    std::string hex(std::size_t count);
};

class SystemRandom final : public Random {
public:
    void fill(unsigned char* bytes, std::size_t count) override;
};

/// Repeatable bytes for tests; never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
    void fill(unsigned char* bytes, std::size_t count) override;

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

/// Makes UUIDs version 7, ever increasing within the process. Thread-safe.
class IdSource {
public:
    IdSource(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
    Id next();
    /// Also where the clock was put back between two runs: what comes now is after that one of ours, so that what is listed by
    /// its id stays in the order in which it came.
    void go_on_after(const Id& newest);

private:
    const Clock& clock_;
    Random& random_;
    std::mutex mutex_;
    std::int64_t last_ms_ = 0;
    std::uint32_t counter_ = 0;
};

}  // namespace cafepos

template <>
struct std::hash<cafepos::Id> {
    std::size_t operator()(const cafepos::Id& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};
