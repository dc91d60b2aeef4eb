#include "place.h"

namespace cafepos::db::postgres {

Place place_of(const std::string& url) {
    const auto mark = url.rfind('#');
    if (mark == std::string::npos || mark + 1 == url.size() || url.find_first_of("@/?", mark) != std::string::npos)
        return {url, ""};
    return {url.substr(0, mark), url.substr(mark + 1)};
}

}  // namespace cafepos::db::postgres
