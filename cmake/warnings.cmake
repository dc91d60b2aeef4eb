# Every target of ours links this: warnings are errors, sanitizers on request.
add_library(cafepos_options INTERFACE)
target_compile_options(cafepos_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wcast-align -Wnull-dereference -Wformat=2
  # False positives of g++ 12 in its own headers under optimisation and the sanitizers.
  -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-stringop-overread -Wno-null-dereference -Wno-array-bounds)
target_compile_definitions(cafepos_options INTERFACE
  $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_link_options(cafepos_options INTERFACE -fuse-ld=mold)
if(CAFEPOS_SANITIZE)
  target_compile_options(cafepos_options INTERFACE
    -fsanitize=${CAFEPOS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(cafepos_options INTERFACE -fsanitize=${CAFEPOS_SANITIZE})
  if(CAFEPOS_SANITIZE STREQUAL "thread")
    target_compile_options(cafepos_options INTERFACE -Wno-tsan)  # it does not see the fences of Boost.Asio
  endif()
endif()
