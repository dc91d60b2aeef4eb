#include "titles.h"

#include "kitchen/sending.h"

namespace cafepos::sales {

std::string title_of(const std::string& name, const std::string& size) {
    return size.empty() || size == "Regular" ? name : name + " (" + size + ")";
}

std::string option_text(const std::string& name, std::int64_t quantity) {
    return kitchen::option_text(name, static_cast<int>(quantity));
}

}  // namespace cafepos::sales
