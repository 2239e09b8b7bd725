/// Whether `octets` hold the ASCII text from `start` on. Short literals need no memory of their own.
func starts(_ octets: Span<UInt8>, with text: String, at start: Int = 0) -> Bool {
  var at = start
  guard at >= 0 else { return false }
  for character in text.utf8 {
    guard at < octets.count, octets[at] == character else { return false }
    at &+= 1
  }
  return true
}

/// Where the ASCII text stands in `octets` from `start` on; nil where it does not.
func position(of text: String, in octets: Span<UInt8>, from start: Int = 0) -> Int? {
  guard start >= 0, let first = text.utf8.first else { return nil }
  let last = octets.count &- text.utf8.count
  var at = start
  while at <= last {
    if octets[at] == first, starts(octets, with: text, at: at) { return at }
    at &+= 1
  }
  return nil
}

/// Where the octet stands from `start` on; `octets.count` where it does not.
func end(at octet: UInt8, in octets: Span<UInt8>, from start: Int) -> Int {
  var at = max(0, start)
  while at < octets.count, octets[at] != octet { at &+= 1 }
  return min(at, octets.count)
}

/// The range without the spaces, control octets and zeros at its ends.
func trimmed(_ range: Range<Int>, of octets: Span<UInt8>) -> Range<Int> {
  var start = range.lowerBound
  var end = range.upperBound
  while start < end, octets[start] <= 0x20 { start &+= 1 }
  while end > start, octets[end &- 1] <= 0x20 { end &-= 1 }
  return start..<end
}
