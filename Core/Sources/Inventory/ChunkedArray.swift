/// A list that grows by chunks of fixed size, so that growth never copies what is there nor doubles the peak.
struct ChunkedArray<Element: Sendable>: Sendable {
  private static var shift: Int { 10 }
  private static var chunkCount: Int { 1 << shift }

  private var chunks: [[Element]] = []
  private(set) var count = 0

  /// Element `index`, which must be below ``count``.
  subscript(index: Int) -> Element {
    get { chunks[index >> Self.shift][index & (Self.chunkCount - 1)] }
    _modify { yield &chunks[index >> Self.shift][index & (Self.chunkCount - 1)] }
  }

  mutating func append(_ element: Element) {
    if count & (Self.chunkCount - 1) == 0 {
      chunks.append([])
      // The first chunk grows as an array does: most captures never fill it.
      if count > 0 { chunks[count >> Self.shift].reserveCapacity(Self.chunkCount) }
    }
    chunks[count >> Self.shift].append(element)
    count += 1
  }
}
