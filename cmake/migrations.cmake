# Compiles migrations/NNNN_name.sql into ${CMAKE_BINARY_DIR}/generated/migrations_data.cpp, in the order of their numbers.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
list(SORT migration_files)
set(entries "")
set(expected 1)
foreach(file IN LISTS migration_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  cmake_path(GET file STEM name)
  string(REGEX MATCH "^[0-9]+" digits ${name})
  math(EXPR number "1${digits} - 10000")
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "migrations/${name}.sql: expected number ${expected}; the numbers have no gaps")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${file} sql)
  string(APPEND entries "    {${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/migrations_data.cpp CONTENT
"#include \"db/migrations.h\"

namespace cafepos::db {
namespace {
constexpr Migration all[] = {
@entries@};
}  // namespace
std::span<const Migration> migrations() { return all; }
}  // namespace cafepos::db
" @ONLY)
