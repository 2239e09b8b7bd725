// What the compiler calls where the machine has no instruction: the product of two 128-bit numbers.
#include <stdint.h>

typedef __int128 wide;
typedef union {
  wide whole;
  struct {
    uint64_t low, high;
  } part;
} halves;

wide __multi3(wide left, wide right);

wide __multi3(wide left, wide right) {
  const uint64_t mask = 0xFFFFFFFF;
  halves a = {.whole = left}, b = {.whole = right}, product;
  uint64_t low = (a.part.low & mask) * (b.part.low & mask);
  uint64_t middle = (a.part.low >> 32) * (b.part.low & mask) + (low >> 32);
  uint64_t other = (a.part.low & mask) * (b.part.low >> 32) + (middle & mask);
  product.part.low = other << 32 | (low & mask);
  product.part.high = (a.part.low >> 32) * (b.part.low >> 32) + (middle >> 32) + (other >> 32);
  product.part.high += a.part.high * b.part.low + a.part.low * b.part.high;
  return product.whole;
}
