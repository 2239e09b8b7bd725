/// Calls of malloc, calloc, realloc and posix_memalign by this process so far, whoever made them.
unsigned long long allocations_so_far(void);
