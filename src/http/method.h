#pragma once

#include <optional>
#include <string_view>

namespace cafepos::http {

enum class Method { get, post, put, patch, remove };

constexpr std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::remove:
            return "DELETE";
    }
    return "";
}

}  // namespace cafepos::http
