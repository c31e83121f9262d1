# Options, compiler settings and sanitizers. Everything here is private to this build; nothing reaches consumers.
include(GNUInstallDirs)

option(MASTRA_BUILD_CLI "Build the command line tool" ${PROJECT_IS_TOP_LEVEL})
option(MASTRA_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(MASTRA_BUILD_EXAMPLES "Build the examples" ${PROJECT_IS_TOP_LEVEL})
option(MASTRA_BUILD_BENCH "Build the benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(MASTRA_BUILD_NODE "Build the Node.js package (needs the npm packages of scripts/install-dependencies)" OFF)
option(MASTRA_BUILD_FUZZERS "Build the fuzz targets (needs clang++)" OFF)
option(MASTRA_SELF_CONTAINED "Link all but glibc statically (needs the libraries of scripts/build-dependencies)" OFF)
option(MASTRA_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
set(MASTRA_PROFILE "" CACHE STRING "With GCC: record what runs often when it runs, or use the record, or empty")
set(MASTRA_PROFILE_DIR "${PROJECT_SOURCE_DIR}/build/profile" CACHE PATH "Where that record is")
set(MASTRA_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread or empty")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
  endif()
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT MASTRA_PROFILE)  # it does not see a new record
    # Without these ccache passes over whatever uses a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_SLOPPINESS=pch_defines,time_macros" "${CCACHE_PROGRAM}")
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  endif()
endif()

# What the optimiser of GCC 12 guesses about strings, functions and coroutines is mostly wrong (its bugs 105651, 105562, 105329).
# Clang, the Debug build and the sanitizers look for the same faults.
set(optimiser_warnings_off
    "$<$<NOT:$<CONFIG:Debug>>:-Wno-restrict;-Wno-stringop-overflow;-Wno-array-bounds;-Wno-maybe-uninitialized;-Wno-mismatched-new-delete>")
add_library(mastra_private_settings INTERFACE)
target_compile_options(mastra_private_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                       $<$<CXX_COMPILER_ID:GNU>:${optimiser_warnings_off}>)
if(CMAKE_UNITY_BUILD)
  # Files compiled together are included, and GCC takes their anonymous namespaces for those of a header.
  target_compile_options(mastra_private_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(MASTRA_WARNINGS_AS_ERRORS)
  target_compile_options(mastra_private_settings INTERFACE -Werror)
endif()
if(MASTRA_SANITIZE)
  target_compile_options(mastra_private_settings INTERFACE -fsanitize=${MASTRA_SANITIZE} -fno-omit-frame-pointer
                                                          -fno-sanitize-recover=all)
  target_link_options(mastra_private_settings INTERFACE -fsanitize=${MASTRA_SANITIZE})
  if(MASTRA_SANITIZE STREQUAL "thread")
    # GCC 12 warns of every fence of Asio, which TSan does not see; what Asio orders by them it also locks.
    target_compile_options(mastra_private_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  endif()
endif()
if(MASTRA_PROFILE)
  # The record is found by the paths of the object files below the build tree: two trees, one record.
  set(profile_options -fprofile-prefix-path=${PROJECT_BINARY_DIR})
  if(MASTRA_PROFILE STREQUAL "record")
    list(APPEND profile_options -fprofile-generate=${MASTRA_PROFILE_DIR} -fprofile-update=atomic)
  elseif(MASTRA_PROFILE STREQUAL "use")
    # What was not run is compiled for size. Of what GCC adds for a profile, what makes loops and functions several is left out:
    # it costs an eighth of a megabyte in the package, and no speed.
    list(APPEND profile_options -fprofile-use=${MASTRA_PROFILE_DIR} -Wno-missing-profile -fno-ipa-cp-clone -fno-tracer
                                -fno-unroll-loops -fno-peel-loops -fno-split-loops -fno-unswitch-loops
                                -fno-tree-loop-vectorize -fno-tree-slp-vectorize)
  else()
    message(FATAL_ERROR "MASTRA_PROFILE is ${MASTRA_PROFILE}: record, use or empty")
  endif()
  target_compile_options(mastra_private_settings INTERFACE ${profile_options})
  target_link_options(mastra_private_settings INTERFACE ${profile_options})
endif()
if(MASTRA_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "MASTRA_BUILD_FUZZERS needs clang++: use the preset fuzz")
  endif()
  # The whole tree is instrumented, so that libFuzzer sees how far an input reaches.
  # Without the check of function types, whose data Clang 14 cannot place before a coroutine.
  set(fuzzer_options -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function -fno-omit-frame-pointer
                     -fno-sanitize-recover=all)
  target_compile_options(mastra_private_settings INTERFACE ${fuzzer_options})
  target_link_options(mastra_private_settings INTERFACE ${fuzzer_options})
endif()
