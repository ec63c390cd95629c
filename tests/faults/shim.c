/* Stands between a server and its disk and clock (LD_PRELOAD), for tests only.
 *
 * FAULT_FOLDER   faults and the trace concern files in this folder only
 * FAULT_CONTROL  16 bytes, mapped: an errno that every change of a file gives (0: none), and seconds added to the clock
 * FAULT_TRACE    every change of a file and every sync is noted here, in the order in which they were done:
 *                "W path offset length\n" and the bytes, "T path length\n", "U path\n", "R from\tto\n",
 *                "B path\n" where a sync begins and "S path\n" where it is done
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control { int32_t error; int32_t unused; int64_t seconds; };
static struct control calm, *control = &calm;
static const char *folder;
static int trace = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_CONTROL");
    folder = getenv("FAULT_FOLDER");
    if (path) {
        int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
        void *map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof calm, PROT_READ, MAP_SHARED, fd, 0);
        if (map != MAP_FAILED) control = map;
    }
    if (getenv("FAULT_TRACE"))
        trace = REAL(open)(getenv("FAULT_TRACE"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int inside(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && path[length] == '/' && !strstr(path, "-shm");
}

static int named(int fd, char *path) {
    char link[64];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return inside(path);
}

static int named_at(int at, const char *name, char *path) {
    if (name[0] == '/') { snprintf(path, PATH_MAX, "%s", name); return inside(path); }
    if (at == AT_FDCWD || !folder) return 0;
    char link[64], base[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length <= 0) return 0;
    base[length] = 0;
    if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    return inside(path);
}

static int fails(int concerned) {
    if (concerned && control->error) { errno = control->error; return 1; }
    return 0;
}

static void note(const char *line, const void *bytes, size_t length) {
    int kept = errno;
    struct iovec parts[2] = {{(void *)line, strlen(line)}, {(void *)bytes, length}};
    if (trace >= 0 && REAL(writev)(trace, parts, 2) < 0) abort();
    errno = kept;
}

static void noted(const char *kind, const char *path, long long a, long long b, const void *bytes) {
    char line[PATH_MAX + 64];
    if (trace < 0) return;
    if (*kind == 'W') snprintf(line, sizeof line, "W %s\t%lld\t%lld\n", path, a, b);
    else if (*kind == 'T') snprintf(line, sizeof line, "T %s\t%lld\n", path, a);
    else snprintf(line, sizeof line, "%s %s\n", kind, path);
    note(line, bytes, *kind == 'W' ? (size_t)b : 0);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    int here = named(fd, path);
    if (fails(here)) return -1;
    ssize_t done = REAL(write)(fd, bytes, length);
    if (here && done > 0) noted("W", path, lseek(fd, 0, SEEK_CUR) - done, done, bytes);
    return done;
}

static ssize_t placed(int fd, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    int here = named(fd, path);
    if (fails(here)) return -1;
    ssize_t done = REAL(pwrite)(fd, bytes, length, offset);
    if (here && done > 0) noted("W", path, offset, done, bytes);
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return placed(fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return placed(fd, bytes, length, offset); }

static int shortened(int fd, off_t length) {
    char path[PATH_MAX];
    int here = named(fd, path);
    if (fails(here)) return -1;
    int done = REAL(ftruncate)(fd, length);
    if (here && !done) noted("T", path, length, 0, NULL);
    return done;
}
int ftruncate(int fd, off_t length) { return shortened(fd, length); }
int ftruncate64(int fd, off64_t length) { return shortened(fd, length); }

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    int here = named(fd, path) || (folder && !strcmp(path, folder));
    if (fails(here)) return -1;
    if (here) noted("B", path, 0, 0, NULL);
    int done = real(fd);
    if (here && !done) noted("S", path, 0, 0, NULL);
    return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *name) {
    char path[PATH_MAX];
    int here = named_at(AT_FDCWD, name, path);
    if (control->error != ENOSPC && fails(here)) return -1;
    int done = REAL(unlink)(name);
    if (here && !done) noted("U", path, 0, 0, NULL);
    return done;
}

int rename(const char *from, const char *to) {
    char path[PATH_MAX], line[2 * PATH_MAX];
    int here = named_at(AT_FDCWD, to, path);
    if (control->error != ENOSPC && fails(here)) return -1;
    int done = REAL(rename)(from, to);
    if (here && !done) {
        snprintf(line, sizeof line, "R %s\t%s\n", from, to);
        note(line, NULL, 0);
    }
    return done;
}

static int opened(int at, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
    if (changes && fails(named_at(at, name, path))) return -1;
    return REAL(openat)(at, name, flags, mode);
}

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { \
    va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }

int mkdir(const char *name, mode_t mode) {
    char path[PATH_MAX];
    return fails(named_at(AT_FDCWD, name, path)) ? -1 : REAL(mkdir)(name, mode);
}
int mkdirat(int at, const char *name, mode_t mode) {
    char path[PATH_MAX];
    return fails(named_at(at, name, path)) ? -1 : REAL(mkdirat)(at, name, mode);
}

int clock_gettime(clockid_t clock, struct timespec *moment) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = REAL(clock_gettime);
    int done = real(clock, moment);
    if (!done && clock == CLOCK_REALTIME) moment->tv_sec += control->seconds;
    return done;
}
