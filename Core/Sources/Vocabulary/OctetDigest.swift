/// A digest of octets that tells them apart, quick rather than strong: whoever wants to can make two texts of
/// the same digest.
///
/// Four words at a time, whose mixing does not wait for each other.
public func quickDigest(_ octets: Span<UInt8>) -> UInt64 {
  let end = octets.count
  var hash = UInt64(truncatingIfNeeded: end)
  var at = 0
  if end >= 32 {
    var (second, third, fourth) = (hash, hash, hash)
    while at &+ 32 <= end {
      let words = octets.extracting(at..<(at &+ 32))
      hash = stirred(hash, word(words.extracting(0..<8)))
      second = stirred(second, word(words.extracting(8..<16)))
      third = stirred(third, word(words.extracting(16..<24)))
      fourth = stirred(fourth, word(words.extracting(24..<32)))
      at &+= 32
    }
    hash = mixed(mixed(hash, second), mixed(third, fourth))
  }
  while at &+ 8 <= end {
    hash = stirred(hash, word(octets.extracting(at..<(at &+ 8))))
    at &+= 8
  }
  if at < end, end >= 8 {
    // The last eight, some of them for the second time, cost less than the rest one by one.
    return mixed(hash, word(octets.extracting((end &- 8)..<end)))
  }
  while at < end {
    hash = hash &<< 8 | UInt64(octets[at])
    at &+= 1
  }
  return mixed(hash, UInt64(truncatingIfNeeded: end))
}

/// Half of ``mixed(_:_:)``: enough between words, as what ends a digest mixes all of it.
@inline(__always)
private func stirred(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
  return product ^ product &>> 32
}

@inline(__always)
private func word(_ octets: Span<UInt8>) -> UInt64 {
  guard octets.count == 8 else { return 0 }
  return UInt64(octets[0]) | UInt64(octets[1]) &<< 8 | UInt64(octets[2]) &<< 16 | UInt64(octets[3]) &<< 24
    | UInt64(octets[4]) &<< 32 | UInt64(octets[5]) &<< 40 | UInt64(octets[6]) &<< 48
    | UInt64(octets[7]) &<< 56
}
