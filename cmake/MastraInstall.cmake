# Installs libraries, headers and the package files that find_package(mastra_dynamodb) needs.
include(CMakePackageConfigHelpers)

get_property(layers GLOBAL PROPERTY MASTRA_LAYERS)
install(TARGETS ${layers} EXPORT mastra_dynamodb_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/mastra" DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(MASTRA_BUILD_CLI)
  install(TARGETS mastra-dynamodb RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/mastra_dynamodb")
install(EXPORT mastra_dynamodb_targets NAMESPACE mastra:: DESTINATION ${package_dir})
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/mastra_dynamodb-config.cmake.in"
                              "${PROJECT_BINARY_DIR}/mastra_dynamodb-config.cmake"
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/mastra_dynamodb-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/mastra_dynamodb-config.cmake"
              "${PROJECT_BINARY_DIR}/mastra_dynamodb-config-version.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindZstd.cmake"
        DESTINATION ${package_dir})
