import Vocabulary

/// About how many different things there were, in 32 octets and whatever their order.
///
/// Each thing sets one of 256 bits: up to about a hundred the bits that are set are nearly as many as the
/// things, and never more.
struct DistinctCount: Sendable {
  private var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  mutating func add(_ hash: UInt64) {
    let spread = mixed(0xD157, hash)
    let bit: UInt64 = 1 << (spread & 63)
    switch (spread >> 8) & 3 {
    case 0: bits.0 |= bit
    case 1: bits.1 |= bit
    case 2: bits.2 |= bit
    default: bits.3 |= bit
    }
  }

  /// At least so many, where no two hashes are alike.
  var atLeast: Int {
    bits.0.nonzeroBitCount + bits.1.nonzeroBitCount + bits.2.nonzeroBitCount + bits.3.nonzeroBitCount
  }
}
