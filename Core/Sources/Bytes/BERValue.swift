/// Values of BER elements, read from their content octets.
///
/// Source: ITU-T X.690, clauses 8.2, 8.3, 8.6 and 8.19.
public enum BERValue {
  /// A boolean; nil where the content is not one octet.
  public static func boolean(_ octets: Span<UInt8>) -> Bool? {
    octets.count == 1 ? octets[0] != 0 : nil
  }

  /// An integer or enumerated value of 1 to 8 octets; nil where it is empty or wider.
  public static func integer(_ octets: Span<UInt8>) -> Int64? {
    guard (1...8).contains(octets.count) else { return nil }
    var value = Int64(Int8(bitPattern: octets[0]))
    for index in 1..<octets.count { value = value << 8 | Int64(octets[index]) }
    return value
  }

  /// A number of up to 64 bits without sign, such as SNMP's counters: nine octets where the first is 0.
  public static func unsigned(_ octets: Span<UInt8>) -> UInt64? {
    guard !octets.isEmpty, octets.count <= 9, octets.count < 9 || octets[0] == 0 else { return nil }
    var value: UInt64 = 0
    for index in octets.indices { value = value << 8 | UInt64(octets[index]) }
    return value
  }

  /// The first 32 bits of a bit string, its bit 0 as the highest; missing bits are 0.
  public static func flags(_ octets: Span<UInt8>) -> UInt32 {
    var value: UInt32 = 0
    for index in 1..<5 { value = value << 8 | (index < octets.count ? UInt32(octets[index]) : 0) }
    return value
  }

  /// The arcs of an object identifier, at most `limit`; an arc of more than 32 bits ends them.
  public static func arcs(_ octets: Span<UInt8>, limit: Int = 32) -> [UInt32] {
    var arcs: [UInt32] = []
    forEachArc(octets, limit: limit) { arcs.append($0) }
    return arcs
  }

  /// Hands on the arcs of an object identifier, at most `limit`; an arc of more than 32 bits ends them.
  @inlinable
  public static func forEachArc(_ octets: Span<UInt8>, limit: Int = 32, _ take: (UInt32) -> Void) {
    var value: UInt64 = 0
    var count = 0
    for index in octets.indices {
      value = value << 7 | UInt64(octets[index] & 0x7F)
      guard value <= UInt64(UInt32.max), count < limit else { return }
      guard octets[index] & 0x80 == 0 else { continue }
      let arc = UInt32(truncatingIfNeeded: value)
      value = 0
      if count == 0 {
        let first = min(arc / 40, 2)
        take(first)
        take(arc &- first &* 40)
        count = 2
      } else {
        take(arc)
        count += 1
      }
    }
  }
}
