extension [UInt8] {
  /// Appends borrowed octets: room for all, then a copy. An append each would check room and uniqueness each.
  @inlinable
  public mutating func append(_ octets: Span<UInt8>) {
    let start = count
    append(contentsOf: repeatElement(0, count: octets.count))
    var room = mutableSpan
    for index in 0..<octets.count { room[start &+ index] = octets[index] }
  }
}
