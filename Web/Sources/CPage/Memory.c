// Memory for Embedded Swift, which has none of its own in a browser.
//
// Sizes are rounded up to classes, four to each power of two, and what is freed waits in its class for the next
// of its size. Nothing is merged: Bulkhead's tables grow by doubling, and what they leave behind is used by
// smaller ones. New memory comes from the page, 64 KiB at a time at least.
#include <stddef.h>
#include <stdint.h>

enum { page_octets = 65536, class_count = 200, header_octets = 16 };

// Stands in the octets before each block.
struct header {
  size_t size_class;
  // Where the allocation begins, which alignment may put before the header's own place.
  struct header *begin;
};

struct waiting {
  struct waiting *next;
};

static struct waiting *waiting_blocks[class_count];
static uintptr_t fresh, fresh_end;

extern unsigned char __heap_base;

// The class of a size, and the octets that blocks of the class have.
static size_t class_of(size_t size, size_t *octets) {
  if (size < 64) size = 64;
  unsigned bits = 8 * sizeof(size_t) - 1 - (unsigned)__builtin_clzl(size - 1);
  size_t step = (size_t)1 << (bits - 2);
  size_t quarter = (size - 1 - ((size_t)1 << bits)) / step;
  *octets = ((size_t)1 << bits) + (quarter + 1) * step;
  return (size_t)bits * 4 + quarter - 20;
}

static void *take_fresh(size_t octets) {
  if (fresh == 0) {
    fresh = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    fresh_end = __builtin_wasm_memory_size(0) * page_octets;
  }
  if (fresh_end - fresh < octets) {
    size_t pages = (octets - (fresh_end - fresh) + page_octets - 1) / page_octets;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) __builtin_trap();
    fresh_end += pages * page_octets;
  }
  void *block = (void *)fresh;
  fresh += octets;
  return block;
}

static void *allocate(size_t alignment, size_t size) {
  size_t slack = alignment > 16 ? alignment : 0, octets;
  if (size > (size_t)-1 >> 2) __builtin_trap();
  size_t size_class = class_of(size + slack + header_octets, &octets);
  uintptr_t begin;
  if (waiting_blocks[size_class]) {
    begin = (uintptr_t)waiting_blocks[size_class];
    waiting_blocks[size_class] = waiting_blocks[size_class]->next;
  } else {
    begin = (uintptr_t)take_fresh(octets);
  }
  uintptr_t block = begin + header_octets;
  if (slack) block = (block + alignment - 1) & ~(uintptr_t)(alignment - 1);
  struct header *header = (struct header *)block - 1;
  header->size_class = size_class;
  header->begin = (struct header *)begin;
  return (void *)block;
}

int posix_memalign(void **block, size_t alignment, size_t size);
void *malloc(size_t size);
void free(void *block);
int memcmp(const void *left, const void *right, size_t count);
void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
void __stack_chk_fail(void);
void arc4random_buf(void *octets, size_t count);

int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = allocate(alignment, size);
  return 0;
}

void *malloc(size_t size) { return allocate(16, size); }

void free(void *block) {
  if (!block) return;
  struct header *header = (struct header *)block - 1;
  struct waiting *entry = (struct waiting *)header->begin;
  size_t size_class = header->size_class;
  entry->next = waiting_blocks[size_class];
  waiting_blocks[size_class] = entry;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *a = left, *b = right;
  for (size_t at = 0; at < count; at++)
    if (a[at] != b[at]) return a[at] - b[at];
  return 0;
}

// With the instructions for bulk memory these become one each.
void *memcpy(void *to, const void *from, size_t count) { return __builtin_memcpy(to, from, count); }
void *memmove(void *to, const void *from, size_t count) { return __builtin_memmove(to, from, count); }
void *memset(void *to, int value, size_t count) { return __builtin_memset(to, value, count); }

uintptr_t __stack_chk_guard = (uintptr_t)0x7A3C91E5D20F64B8;
void __stack_chk_fail(void) { __builtin_trap(); }

// Swift's own hash tables are not used where order could show; a fixed seed keeps runs the same.
void arc4random_buf(void *octets, size_t count) { __builtin_memset(octets, 0x5A, count); }
