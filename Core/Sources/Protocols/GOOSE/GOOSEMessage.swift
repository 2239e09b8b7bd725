import Bytes

/// What a GOOSE message says of itself, as ranges and numbers.
///
///     IECGoosePdu ::= [APPLICATION 1] { gocbRef [0], timeAllowedtoLive [1], datSet [2], goID [3], t [4],
///       stNum [5], sqNum [6], simulation [7], confRev [8], ndsCom [9], numDatSetEntries [10], allData [11] }
///
/// Source: IEC 61850-8-1:2011, annex A.
struct GOOSEMessage {
  private(set) var controlBlock = 0..<0
  private(set) var stateNumber: UInt32?
  private(set) var sequenceNumber: UInt32?
  private(set) var isTest = false
  private(set) var revision: UInt32?

  /// Throws where a field ends outside its message, or a number is missing.
  init(_ octets: Span<UInt8>, at start: Int) throws(DecodeError) {
    let header = try BERHeader(octets, at: start)
    guard header.tag == .application(1), let length = header.contentOctets else {
      throw DecodeError(.invalid, at: start)
    }
    var at = start &+ header.octets
    guard length <= octets.count &- at else { throw DecodeError(.truncated, at: start) }
    let end = at &+ length
    while at < end {
      let field = try BERHeader(octets, at: at)
      guard let fieldOctets = field.contentOctets, fieldOctets <= end &- at &- field.octets else {
        throw DecodeError(.truncated, at: at)
      }
      let content = (at &+ field.octets)..<(at &+ field.octets &+ fieldOctets)
      at = content.upperBound
      guard field.tag.tagClass == .context else { continue }
      switch field.tag.number {
      case 0: controlBlock = content
      case 5: stateNumber = Self.number(octets.extracting(content))
      case 6: sequenceNumber = Self.number(octets.extracting(content))
      case 7: isTest = !content.isEmpty && octets[content.lowerBound] != 0
      case 8: revision = Self.number(octets.extracting(content))
      default: break
      }
    }
    guard !controlBlock.isEmpty, stateNumber != nil, sequenceNumber != nil, revision != nil else {
      throw DecodeError(.invalid, at: start)
    }
  }

  private static func number(_ octets: Span<UInt8>) -> UInt32? {
    BERValue.unsigned(octets).map { UInt32(truncatingIfNeeded: $0) }
  }
}

/// What carries GOOSE and sampled values over IP.
///
///     0    1    2    3        4    5        6         10       14                       27        31
///     +----+----+----+--------+----+--------+---------+--------+-----+------------------+---------+----
///     | 01 | 40 | SI | length | 80 | length | octets  | number | ... | signature vector | payload | tag
///     +----+----+----+--------+----+--------+---------+--------+-----+------------------+---------+----
///     connectionless transport     session header                                         length
///
/// Source: IEC TR 61850-90-5:2012, clauses 10 and 11; ITU-T X.234.
struct RoutedHeader {
  /// 0xA0 sampled values, 0xA1 GOOSE, 0xA2 tunnelled, 0xA3 management.
  let identifier: UInt8
  /// Where the first message stands: its tag (0x81 GOOSE, 0x82 sampled values).
  let payload: Int

  init?(_ octets: Span<UInt8>) {
    guard octets.count >= 34, octets[0] == 1, octets[1] == 0x40, (0xA0...0xA3).contains(octets[2]),
      octets[4] == 0x80
    else { return nil }
    identifier = octets[2]
    let end = 4 &+ Int(octets[3])
    guard Int(octets[3]) == Int(octets[5]) &+ 2, end &+ 4 < octets.count else { return nil }
    payload = end &+ 4
  }
}
