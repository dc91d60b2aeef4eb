# cafepos_library(menu PUBLIC menu.h DEPENDS core db http LINKS Boost::json)
#
# One static library per folder of src/. The arrows between folders are enforced by what can be included at all: the PUBLIC
# headers of a library (all of them if it says PUBLIC_ALL) are reachable as "menu/menu.h" for those that DEPEND on it, and
# nothing else is. Inside the folder, files include each other by bare name: "store.h".
# Every *_test.cpp in the folder becomes part of <name>_test, run by ctest once for each database when it says TEST_DATABASES.
function(cafepos_library name)
  cmake_parse_arguments(ARG "PUBLIC_ALL;TEST_DATABASES" "" "PUBLIC;DEPENDS;LINKS;TEST_DEPENDS" ${ARGN})
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  file(GLOB_RECURSE all_headers RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*.h)
  if(ARG_PUBLIC_ALL)
    set(ARG_PUBLIC ${all_headers})
  endif()

  set(include_root ${CMAKE_BINARY_DIR}/include/${name})
  file(REMOVE_RECURSE ${include_root}.new)
  foreach(header IN LISTS ARG_PUBLIC)
    cmake_path(GET header PARENT_PATH parent)
    file(MAKE_DIRECTORY ${include_root}/${name}/${parent})
    file(CREATE_LINK ${folder}/${header} ${include_root}/${name}/${header} SYMBOLIC)
  endforeach()
  file(MAKE_DIRECTORY ${include_root})

  set(depends ${ARG_DEPENDS})
  list(TRANSFORM depends PREPEND cafepos_)
  if(NOT sources)
    set(sources ${CMAKE_BINARY_DIR}/generated/empty.cpp)
    file(TOUCH ${sources})
  endif()
  add_library(cafepos_${name} STATIC ${sources})
  set_property(GLOBAL APPEND PROPERTY CAFEPOS_LIBRARIES ${name})
  target_include_directories(cafepos_${name} INTERFACE ${include_root})
  target_link_libraries(cafepos_${name} PUBLIC ${depends} ${ARG_LINKS} cafepos_options)
  cafepos_precompile(cafepos_${name})

  if(tests AND CAFEPOS_TESTS)
    cafepos_test(${name}_test SOURCES ${tests} DEPENDS ${name} ${ARG_TEST_DEPENDS})
    if(ARG_TEST_DATABASES)
      cafepos_test_on_databases(${name}_test)
    else()
      add_test(NAME ${name} COMMAND ${name}_test)
    endif()
  endif()
endfunction()

# For executables: tells the leak sanitizer what it may overlook.
function(cafepos_known_leaks target)
  if(CAFEPOS_SANITIZE)
    target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/known_leaks.cpp)
  endif()
endfunction()

# cafepos_test(menu_test SOURCES … DEPENDS …): a GoogleTest executable.
function(cafepos_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  cafepos_known_leaks(${name})
  set(depends ${ARG_DEPENDS})
  list(TRANSFORM depends PREPEND cafepos_)
  target_link_libraries(${name} PRIVATE ${depends} cafepos_options rapidcheck GTest::gmock GTest::gtest_main)
  cafepos_precompile(${name} cafepos_precompiled_for_tests)
endfunction()

# Once on SQLite and once on PostgreSQL; the test reads CAFEPOS_TEST_DATABASE. Without a server (CAFEPOS_TEST_POSTGRES_URL,
# set by ./dev test) the PostgreSQL run fails: a suite that silently skips a database proves nothing.
function(cafepos_test_on_databases name)
  foreach(database sqlite postgres)
    add_test(NAME ${name}.${database} COMMAND ${name})
    set_tests_properties(${name}.${database} PROPERTIES ENVIRONMENT "CAFEPOS_TEST_DATABASE=${database}")
  endforeach()
endfunction()

# cafepos_precompile(target [headers]): as cafepos_precompiled, or as that other target
function(cafepos_precompile target)
  set(headers ${ARGN})
  if(NOT headers)
    set(headers cafepos_precompiled)
  endif()
  if(TARGET ${headers})
    target_precompile_headers(${target} REUSE_FROM ${headers})
    target_compile_options(${target} PRIVATE ${cafepos_pch_options} ${optimisation_of_${headers}})
  endif()
endfunction()

function(cafepos_precompiled_headers name)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "")
  add_library(${name} STATIC ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PUBLIC cafepos_options)
  target_compile_options(${name} PRIVATE ${cafepos_pch_options} ${optimisation_of_${name}})
  target_precompile_headers(${name} PRIVATE
    <algorithm> <array> <atomic> <chrono> <compare> <condition_variable> <cstdint> <exception> <functional> <map> <memory>
    <mutex> <optional> <set> <span> <stdexcept> <string> <string_view> <thread> <tuple> <type_traits> <unordered_map>
    <utility> <variant> <vector> <boost/describe.hpp> <boost/mp11.hpp> ${ARGN})
endfunction()

if(CAFEPOS_PCH)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(cafepos_pch_options -fpch-preprocess)  # else ccache refuses every file
  endif()
  cafepos_precompiled_headers(cafepos_precompiled)
endif()
# What tests do is hardly worth optimising: without it they compile in half the time.
if(CAFEPOS_PCH AND CAFEPOS_TESTS)
  set(optimisation_of_cafepos_precompiled_for_tests $<$<CONFIG:Debug>:-O0>)
  cafepos_precompiled_headers(cafepos_precompiled_for_tests <gtest/gtest.h> <gmock/gmock.h>)
  target_link_libraries(cafepos_precompiled_for_tests PUBLIC GTest::gmock)
endif()
