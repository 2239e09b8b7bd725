// Stands before glibc's own malloc for the whole process: a program's symbols are found before a library's.
// Releasing needs no counting and stays glibc's.
#include "CAllocations.h"
#include <errno.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static unsigned long long allocations;

static void count(void) { __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED); }

unsigned long long allocations_so_far(void) { return __atomic_load_n(&allocations, __ATOMIC_RELAXED); }

void *malloc(size_t octets) {
  count();
  return __libc_malloc(octets);
}

void *calloc(size_t number, size_t octets) {
  count();
  return __libc_calloc(number, octets);
}

void *realloc(void *old, size_t octets) {
  count();
  return __libc_realloc(old, octets);
}

int posix_memalign(void **result, size_t alignment, size_t octets) {
  count();
  void *found = __libc_memalign(alignment, octets);
  if (!found) return ENOMEM;
  *result = found;
  return 0;
}
