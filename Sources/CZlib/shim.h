#include <stddef.h>
#include <zlib.h>

/// Unpacks octets of `source` into `target`, and says how many of each it used.
static inline int inflate_some(z_stream *stream, const unsigned char *source, size_t source_count,
                               unsigned char *target, size_t target_count, size_t *consumed,
                               size_t *produced) {
  const size_t most = (size_t)1 << 30;
  uInt given = (uInt)(source_count < most ? source_count : most);
  uInt room = (uInt)(target_count < most ? target_count : most);
  stream->next_in = (z_const Bytef *)source;
  stream->avail_in = given;
  stream->next_out = target;
  stream->avail_out = room;
  int result = inflate(stream, Z_NO_FLUSH);
  *consumed = given - stream->avail_in;
  *produced = room - stream->avail_out;
  return result;
}
