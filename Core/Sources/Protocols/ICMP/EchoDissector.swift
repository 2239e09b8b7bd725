public import Vocabulary

/// Looks at what echo requests and their answers carry: ping fills them with a time and a pattern.
///
///     0      1      2          4    6          8
///     +------+------+----------+----+----------+---------
///     | type | code | checksum | id | sequence | data
///
/// Source: RFC 792, "Echo or Echo Reply Message"; RFC 4443, section 4.
public struct EchoDissector: Sendable {
  /// Requests that are remembered until their answers come.
  private static let requestLimit = 256
  private static let headerOctets = 8

  private struct Request: Sendable {
    var serial: UInt32 = 0
    var id: UInt32 = 0
    var octets: UInt32 = 0
    var mark: UInt32 = 0
  }

  /// By the low bits of identifier and sequence number: a later request takes an earlier one's place.
  private var requests: [Request] = []

  public init() {}

  public mutating func dissect(
    _ octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) {
    guard octets.count > Self.headerOctets, !dissection.isTruncated else { return }
    let isRequest = octets[0] == (name == .icmp ? 8 : 128)
    guard isRequest || octets[0] == (name == .icmp ? 0 : 129), octets[1] == 0 else { return }
    let id =
      UInt32(octets[4]) << 24 | UInt32(octets[5]) << 16 | UInt32(octets[6]) << 8 | UInt32(octets[7])
    let data = octets.extracting(Self.headerOctets..<octets.count)
    let mark = Self.mark(data)
    let slot = Int((id &* 0x9E37_79B1) >> 24)
    if isRequest {
      if requests.isEmpty { requests = [Request](repeating: Request(), count: Self.requestLimit) }
      requests[slot] = Request(
        serial: dissection.serial, id: id, octets: UInt32(clamping: data.count), mark: mark)
    } else if slot < requests.count, requests[slot].serial == dissection.serial, requests[slot].id == id,
      requests[slot].mark != mark || requests[slot].octets != UInt32(clamping: data.count)
    {
      return note(.echoAnswerDiffers, name, data, mark, &dissection)
    }
    if !EchoPattern.isUsual(data) { note(.echoCarriesData, name, data, mark, &dissection) }
  }

  private func note(
    _ kind: Anomaly.Kind, _ name: ProtocolName, _ data: Span<UInt8>, _ mark: UInt32,
    _ dissection: inout Dissection
  ) {
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: kind, name: name, octets: UInt32(clamping: data.count), mark: mark)
    )
  }

  private static func mark(_ data: Span<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: quickDigest(data) &>> 32)
  }
}

/// What ping programs fill their messages with.
enum EchoPattern {
  /// Octets in front of a pattern: a time, a counter, an identifier.
  private static let headOctets = 32
  /// Data of so few octets are a time or a counter.
  private static let smallOctets = 40
  /// Letters, and printable octets, in a row at the front that no time or counter holds.
  private static let letterLimit = 5
  private static let printableLimit = 8

  static func isUsual(_ data: Span<UInt8>) -> Bool {
    let (letters, printable) = leadingText(data)
    if letters >= letterLimit || printable >= printableLimit, !isAlphabet(data, printable),
      !isRepeated(data, from: 0)
    {
      return false
    }
    if data.count <= smallOctets { return true }
    return isRepeated(data, from: headOctets) || isRising(data)
  }

  /// Letters at the front, and printable octets.
  private static func leadingText(_ data: Span<UInt8>) -> (letters: Int, printable: Int) {
    var letters = 0
    while letters < data.count, letters < 64, (data[letters] | 0x20) &- UInt8(ascii: "a") < 26 {
      letters += 1
    }
    var printable = letters
    while printable < data.count, printable < 64, data[printable] >= 0x20, data[printable] < 0x7F {
      printable += 1
    }
    return (letters, printable)
  }

  /// Each octet is the next after the one before, or begins the row anew, as Windows and routers fill.
  private static func isAlphabet(_ data: Span<UInt8>, _ count: Int) -> Bool {
    var breaks = 0
    for index in 1..<count where data[index] != data[index - 1] &+ 1 { breaks += 1 }
    return breaks * 8 <= count
  }

  /// The octets behind the head repeat every one, two or four octets.
  private static func isRepeated(_ data: Span<UInt8>, from start: Int) -> Bool {
    for period in [1, 2, 4] where data.count > start + period {
      var index = start + period
      while index < data.count, data[index] == data[index - period] { index += 1 }
      if index == data.count { return true }
    }
    return false
  }

  /// The octets behind the head rise by one, but for few.
  private static func isRising(_ data: Span<UInt8>) -> Bool {
    var breaks = 0
    for index in (headOctets + 1)..<data.count where data[index] != data[index - 1] &+ 1 { breaks += 1 }
    return breaks * 8 <= data.count - headOctets
  }
}
