# mastra_add_tests(target LABEL label [FIXTURE fixture] [LIBRARIES targets...] [DIRECTORY dir] [NO_DISCOVERY])
# One GoogleTest program from every *_test.cpp below DIRECTORY (default: the current folder): a test file cannot be forgotten.
# FIXTURE dynamodb_local starts DynamoDB Local first and links the C++ side of it (support/test_endpoint.hpp, test_proxy.hpp).
function(mastra_add_tests target)
  cmake_parse_arguments(arg "NO_DISCOVERY" "LABEL;DIRECTORY;FIXTURE" "LIBRARIES" ${ARGN})
  if(NOT arg_DIRECTORY)
    set(arg_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${arg_DIRECTORY}/*_test.cpp")
  if(NOT sources)
    message(FATAL_ERROR "${arg_DIRECTORY} has no *_test.cpp")
  endif()
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} mastra_private_settings GTest::gmock GTest::gtest_main)
  # The tests' own code runs once: compiling it fast is worth more. What they test is optimised.
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
  set(seconds 300)
  if(MASTRA_SANITIZE)
    set(seconds 1200)
  endif()
  set(properties LABELS ${arg_LABEL} TIMEOUT ${seconds})
  if(arg_FIXTURE)
    target_link_libraries(${target} PRIVATE mastra_test_support)
    list(APPEND properties FIXTURES_REQUIRED ${arg_FIXTURE})
  endif()
  if(NOT arg_NO_DISCOVERY)
    include(GoogleTest)
    gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
  endif()
endfunction()

# 1 where a sanitizer adds to the memory and the time of what is tested.
set(MASTRA_TEST_SANITIZED 0)
if(MASTRA_SANITIZE)
  set(MASTRA_TEST_SANITIZED 1)
endif()

# How much of the long tests to run (tests/support/scale.mjs): 1 is all.
if(MASTRA_SANITIZE)
  set(MASTRA_TEST_SCALE 0.1 CACHE STRING "Share of the long tests' steps")
else()
  set(MASTRA_TEST_SCALE 1 CACHE STRING "Share of the long tests' steps")
endif()

# mastra_add_node_test(name SCRIPT file.mjs LABEL label [FIXTURE fixture] [PROGRAMS targets...])
# Runs a file of node:test. It finds the servers by support/test_endpoint.mjs, and each program of ours in the
# environment: MASTRA_PROGRAM_<target>.
function(mastra_add_node_test name)
  cmake_parse_arguments(arg "" "SCRIPT;LABEL;FIXTURE" "PROGRAMS" ${ARGN})
  add_test(NAME ${name} COMMAND ${MASTRA_NODE} --test --test-reporter=spec ${arg_SCRIPT}
           WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  set(environment "MASTRA_TEST_STATE=${MASTRA_TEST_STATE}" "MASTRA_TEST_SCALE=${MASTRA_TEST_SCALE}"
                  "MASTRA_TEST_SANITIZED=${MASTRA_TEST_SANITIZED}")
  foreach(program IN LISTS arg_PROGRAMS)
    list(APPEND environment "MASTRA_PROGRAM_${program}=$<TARGET_FILE:${program}>")
  endforeach()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 600 ENVIRONMENT "${environment}")
  if(arg_FIXTURE)
    set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED ${arg_FIXTURE})
  endif()
endfunction()
