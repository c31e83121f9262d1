// Lets a program that is linked on Debian 12 load where glibc is older (2.28, what Node.js 22 itself asks for).
// glibc 2.32 to 2.34 moved functions of libpthread and libdl into libc and gave them a new version. The old versions
// are still there and are asked for here; MastraSelfContained.cmake lists the names for the linker. For the rest
// there is the kernel.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>

// Results, names, parameters with and without their types, and the version to ask for on x86-64.
#define MASTRA_OLD(version, result, name, parameters, arguments) \
    __asm__(".symver old_" #name "," #name "@" version);         \
    extern "C" result old_##name parameters;                     \
    extern "C" result __wrap_##name parameters;                  \
    extern "C" result __wrap_##name parameters {                 \
        return old_##name arguments;                             \
    }                                                            \
    static_assert(true)

using thread_body = void* (*)(void*);
MASTRA_OLD("GLIBC_2.2.5", int, pthread_create,
           (pthread_t * id, const pthread_attr_t* attributes, thread_body body, void* argument),
           (id, attributes, body, argument));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_join, (pthread_t id, void** value), (id, value));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_detach, (pthread_t id), (id));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_once, (pthread_once_t * once, void (*body)()), (once, body));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_sigmask, (int how, const sigset_t* set, sigset_t* old), (how, set, old));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_key_create, (pthread_key_t * key, void (*end)(void*)), (key, end));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_key_delete, (pthread_key_t key), (key));
MASTRA_OLD("GLIBC_2.2.5", void*, pthread_getspecific, (pthread_key_t key), (key));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_setspecific, (pthread_key_t key, const void* value), (key, value));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_rwlock_init, (pthread_rwlock_t * lock, const pthread_rwlockattr_t* attributes),
           (lock, attributes));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_rwlock_destroy, (pthread_rwlock_t * lock), (lock));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock));
MASTRA_OLD("GLIBC_2.2.5", int, pthread_rwlock_unlock, (pthread_rwlock_t * lock), (lock));
MASTRA_OLD("GLIBC_2.3.3", int, pthread_condattr_setclock, (pthread_condattr_t * attributes, clockid_t clock),
           (attributes, clock));
MASTRA_OLD("GLIBC_2.2.5", void*, dlopen, (const char* file, int mode), (file, mode));
MASTRA_OLD("GLIBC_2.2.5", void*, dlsym, (void* library, const char* name), (library, name));
MASTRA_OLD("GLIBC_2.2.5", int, dlclose, (void* library), (library));
MASTRA_OLD("GLIBC_2.2.5", char*, dlerror, (), ());
MASTRA_OLD("GLIBC_2.2.5", int, dladdr, (const void* address, Dl_info* found), (address, found));

// Whether the process has one thread only; libstdc++ then leaves out atomic instructions. Never: a program of ours has
// two.
extern "C" char __libc_single_threaded;
char __libc_single_threaded = 0;

extern "C" int __wrap_stat(const char* path, struct stat* found);
extern "C" int __wrap_stat(const char* path, struct stat* found) {
    return static_cast<int>(syscall(SYS_newfstatat, AT_FDCWD, path, found, 0));
}
extern "C" int __wrap_lstat(const char* path, struct stat* found);
extern "C" int __wrap_lstat(const char* path, struct stat* found) {
    return static_cast<int>(syscall(SYS_newfstatat, AT_FDCWD, path, found, AT_SYMLINK_NOFOLLOW));
}
extern "C" int __wrap_fstat(int descriptor, struct stat* found);
extern "C" int __wrap_fstat(int descriptor, struct stat* found) {
    return static_cast<int>(syscall(SYS_fstat, descriptor, found));
}

// std::random_device of the static libstdc++.
extern "C" std::uint32_t __wrap_arc4random();
extern "C" std::uint32_t __wrap_arc4random() {
    std::uint32_t number = 0;
    if (getentropy(&number, sizeof number) != 0) {
        std::abort();
    }
    return number;
}
