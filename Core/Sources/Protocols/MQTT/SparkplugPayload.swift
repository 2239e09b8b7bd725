/// The metrics of a Sparkplug payload, one after another: their names, and values that are texts.
///
/// Protocol Buffers: a field is its number and form, then a number, eight octets, octets with their length,
/// or four octets. Metrics are field 2 of the payload; of a metric, field 1 is the name, 15 a text.
///
/// Source: Eclipse Sparkplug Specification 3.0.0, section 6.4.1; Protocol Buffers, "Encoding".
struct SparkplugMetrics {
  struct Metric {
    var name = 0..<0
    var text = 0..<0
  }

  private var at = 0

  /// The next metric, its ranges in `payload`; nil behind the last, and where the payload is none.
  mutating func next(in payload: Span<UInt8>) -> Metric? {
    while at < payload.count {
      guard let field = ProtobufField(payload, at: at, end: payload.count) else { return nil }
      at = field.end
      guard field.number == 2, !field.content.isEmpty else { continue }
      var metric = Metric()
      var inner = field.content.lowerBound
      while inner < field.content.upperBound {
        guard let part = ProtobufField(payload, at: inner, end: field.content.upperBound) else { break }
        inner = part.end
        if part.number == 1 { metric.name = part.content }
        if part.number == 15 { metric.text = part.content }
      }
      return metric
    }
    return nil
  }
}

/// One field of a message in Protocol Buffers.
private struct ProtobufField {
  let number: Int
  /// Octets with a length; empty for numbers.
  private(set) var content = 0..<0
  private(set) var end: Int

  /// Nil where no whole field stands; content that was cut off is given as far as it is there.
  init?(_ octets: Span<UInt8>, at start: Int, end limit: Int) {
    end = start
    guard let key = Self.number(octets, &end, limit) else { return nil }
    number = Int(truncatingIfNeeded: key >> 3 & 0xFFFF)
    switch key & 7 {
    case 0: guard Self.number(octets, &end, limit) != nil else { return nil }
    case 1: end &+= 8
    case 2:
      guard let length = Self.number(octets, &end, limit) else { return nil }
      let taken = Int(truncatingIfNeeded: min(length, UInt64(limit &- end)))
      content = end..<(end &+ taken)
      end &+= taken
    case 5: end &+= 4
    default: return nil
    }
    if end > limit { return nil }
  }

  /// Seven bits an octet, lowest first.
  private static func number(_ octets: Span<UInt8>, _ at: inout Int, _ limit: Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < limit, shift < 64 {
      let octet = octets[at]
      at &+= 1
      value |= UInt64(octet & 0x7F) << shift
      if octet & 0x80 == 0 { return value }
      shift &+= 7
    }
    return nil
  }
}
