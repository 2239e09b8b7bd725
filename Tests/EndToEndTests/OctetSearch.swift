/// Finds any of many texts in octets, in one pass.
struct OctetSearch {
  /// Texts are found by these first; a shorter one is never found.
  static let leadOctets = 4

  let needles: [[UInt8]]
  private var byLead: [UInt32: [Int]] = [:]

  init(_ needles: [[UInt8]]) {
    self.needles = needles
    for (index, needle) in needles.enumerated() where needle.count >= Self.leadOctets {
      byLead[Self.lead(needle, at: 0), default: []].append(index)
    }
  }

  /// Calls `body` with each place and the number of the longest text that stands there.
  func forEachMatch(in octets: [UInt8], _ body: (_ place: Int, _ needle: Int) -> Void) {
    guard octets.count >= Self.leadOctets else { return }
    var lead = Self.lead(octets, at: 0) >> 8
    for place in 0...(octets.count - Self.leadOctets) {
      lead = lead << 8 | UInt32(octets[place + Self.leadOctets - 1])
      guard let candidates = byLead[lead] else { continue }
      let found = candidates.filter { octets[place...].starts(with: needles[$0]) }
      if let longest = found.max(by: { needles[$0].count < needles[$1].count }) { body(place, longest) }
    }
  }

  func matches(in octets: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    forEachMatch(in: octets) { found.insert($1) }
    return found
  }

  private static func lead(_ octets: [UInt8], at place: Int) -> UInt32 {
    octets[place..<(place + leadOctets)].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension [UInt8] {
  /// The text in UTF-16, as Windows writes names.
  static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}
