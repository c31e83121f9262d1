// Preloaded under AddressSanitizer, which refuses libraries that bind deeply. Without it the addon is as safe: it binds to
// its own OpenSSL and simdjson by -Bsymbolic as well.
#define _GNU_SOURCE
#include <dlfcn.h>

void* dlopen(const char* file, int flags) {
    void* (*const real)(const char*, int) = (void* (*)(const char*, int))dlsym(RTLD_NEXT, "dlopen");
    return real(file, flags & ~RTLD_DEEPBIND);
}
