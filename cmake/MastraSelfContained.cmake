# Programs that need nothing but glibc and the libgcc_s that comes with it: every other library is linked statically, from
# scripts/build-dependencies. See docs/adr/0010-self-contained-programs.md.
set(dependencies "${PROJECT_SOURCE_DIR}/build/dependencies")
if(NOT EXISTS "${dependencies}/.built-from")
  message(FATAL_ERROR "MASTRA_SELF_CONTAINED needs static libraries: run scripts/build-dependencies")
endif()
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-static-libstdc++ -Wl,--gc-sections)

function(mastra_import_static target library headers)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${dependencies}/lib/lib${library}.a"
                                             INTERFACE_INCLUDE_DIRECTORIES "${dependencies}/sources/${headers}")
endfunction()
mastra_import_static(OpenSSL::Crypto crypto openssl/include)
mastra_import_static(OpenSSL::SSL ssl openssl/include)
target_link_libraries(OpenSSL::SSL INTERFACE OpenSSL::Crypto)
mastra_import_static(CURL::libcurl curl curl/include)
target_link_libraries(CURL::libcurl INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
mastra_import_static(simdjson::simdjson simdjson simdjson/include)
mastra_import_static(fmt::fmt fmt fmtlib/include)
mastra_import_static(Zstd::zstd zstd libzstd/lib)

# Lets what is published load where glibc is older than here.
add_library(mastra_old_glibc STATIC "${PROJECT_SOURCE_DIR}/cmake/self_contained/old_glibc.cpp")
target_link_libraries(mastra_old_glibc PRIVATE mastra_private_settings)
foreach(name pthread_create pthread_join pthread_detach pthread_once pthread_sigmask pthread_condattr_setclock
             pthread_key_create pthread_key_delete pthread_getspecific pthread_setspecific pthread_mutex_trylock
             pthread_rwlock_init pthread_rwlock_destroy pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock
             dlopen dlsym dlclose dlerror dladdr stat lstat fstat arc4random)
  target_link_options(mastra_old_glibc INTERFACE "-Wl,--wrap=${name}")
endforeach()
