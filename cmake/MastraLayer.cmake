# mastra_add_layer(name [PUBLIC targets...] [PRIVATE targets...])
# One static library a layer, from src/<name>/**.cpp; headers live in include/mastra/<name>/.
function(mastra_add_layer name)
  cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  add_library(mastra_${name} STATIC ${sources})
  add_library(mastra::${name} ALIAS mastra_${name})
  target_compile_features(mastra_${name} PUBLIC cxx_std_20)
  target_include_directories(mastra_${name}
    PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>"
    PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(mastra_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE}
                        "$<BUILD_INTERFACE:mastra_private_settings>")
  set_target_properties(mastra_${name} PROPERTIES EXPORT_NAME ${name})
  set_property(GLOBAL APPEND PROPERTY MASTRA_LAYERS mastra_${name})
endfunction()
