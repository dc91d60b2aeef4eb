#pragma once

#include <cstdint>
#include <string>

/// What things are called where people read it. Pure.
namespace cafepos::sales {

/// "Caffe Latte (Large)"; of the size that most have only the name.
std::string title_of(const std::string& name, const std::string& size);
/// An option: "Oat milk", "2x Shot".
std::string option_text(const std::string& name, std::int64_t quantity);

}  // namespace cafepos::sales
