#pragma once

#include <span>

#include "http/packed_files.h"

namespace cafepos::app {

/// The files of the web app, sorted by path; none where the program was built without it. Made by cmake/web.cmake.
std::span<const http::PackedFile> web_app();

}  // namespace cafepos::app
