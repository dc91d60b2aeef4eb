# Builds the web app and packs it into ${CMAKE_BINARY_DIR}/generated/web_app_data.cpp; without CAFEPOS_WEB the pack is empty.
set(web_app_data ${CMAKE_BINARY_DIR}/generated/web_app_data.cpp)
if(CAFEPOS_WEB)
  file(GLOB_RECURSE web_files CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/web/src/* ${CMAKE_SOURCE_DIR}/web/locales/* ${CMAKE_SOURCE_DIR}/web/public/* ${CMAKE_SOURCE_DIR}/web/scripts/*
       ${CMAKE_SOURCE_DIR}/web/till/* ${CMAKE_SOURCE_DIR}/web/kitchen/* ${CMAKE_SOURCE_DIR}/web/office/*
       ${CMAKE_SOURCE_DIR}/web/api/* ${CMAKE_SOURCE_DIR}/web/trust/*)
  file(GLOB web_settings CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/*.json ${CMAKE_SOURCE_DIR}/web/*.ts ${CMAKE_SOURCE_DIR}/web/*.html)
  add_custom_command(
    OUTPUT ${web_app_data} ${CMAKE_BINARY_DIR}/generated/web.pack
    COMMAND ${CMAKE_SOURCE_DIR}/web/node npm run --silent build -- --outDir ${CMAKE_BINARY_DIR}/web --logLevel warn
    COMMAND ${CMAKE_SOURCE_DIR}/web/node node scripts/pack.mjs ${CMAKE_BINARY_DIR}/web ${CMAKE_BINARY_DIR}/generated
    DEPENDS ${web_files} ${web_settings} ${CMAKE_SOURCE_DIR}/web/node ${CMAKE_SOURCE_DIR}/web/toolchain/package-lock.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web
    COMMENT "Building the web app"
    VERBATIM)
else()
  file(CONFIGURE OUTPUT ${web_app_data} CONTENT
"#include \"web_app.h\"

namespace cafepos::app {
std::span<const http::PackedFile> web_app() { return {}; }
}  // namespace cafepos::app
" @ONLY)
endif()
