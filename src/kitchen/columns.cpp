#include "columns.h"

#include "json/read.h"
#include "json/write.h"

namespace cafepos::db {

Value Column<kitchen::Texts>::write(const kitchen::Texts& texts) {
    return Value::of_own(json::to_text<std::vector<std::string>>(texts));
}

kitchen::Texts Column<kitchen::Texts>::read(const Row& row, std::size_t column) {
    return json::bind<std::vector<std::string>>(json::parse(row.text(column)));
}

Value Column<kitchen::SentOptions>::write(const kitchen::SentOptions& options) { return Value::of_own(json::to_text(options)); }

kitchen::SentOptions Column<kitchen::SentOptions>::read(const Row& row, std::size_t column) {
    return json::bind<kitchen::SentOptions>(json::parse(row.text(column)));
}

Value Column<kitchen::State>::write(kitchen::State state) { return Value(kitchen::word_of(state)); }

kitchen::State Column<kitchen::State>::read(const Row& row, std::size_t column) {
    if (const auto state = kitchen::state_of(row.text(column))) return *state;
    throw std::logic_error("a ticket's state that this program does not know: " + row.text(column));
}

}  // namespace cafepos::db
