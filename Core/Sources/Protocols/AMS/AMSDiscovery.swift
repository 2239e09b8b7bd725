import Bytes
import Vocabulary

/// The header of the router's UDP messages: discovery and remote routes; numbers are little-endian.
///
///     0            4           8         12         18     20     24
///     +------------+-----------+---------+----------+------+------+------
///     | 0x71146603 | invoke id | service | network  | port | tags | tag, length, data …
///     +------------+-----------+---------+----------+------+------+------
///                                bit 31: response
///
/// Source: Beckhoff/ADS, the router's "AddRoute" and the `AdsLib` client of the same name; checked with
/// captures.
struct AMSDiscoveryHeader {
  static let magic: UInt32 = 0x7114_6603

  var invokeID: UInt32
  var service: UInt32
  var isResponse: Bool
  var tags: UInt32

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    guard try reader.uint32LittleEndian() == Self.magic else { throw DecodeError(.invalid, at: 0) }
    invokeID = try reader.uint32LittleEndian()
    let service = try reader.uint32LittleEndian()
    self.service = service & 0x7FFF_FFFF
    isResponse = service >> 31 == 1
    try reader.skip(8)
    tags = try reader.uint32LittleEndian()
  }

  /// Clients leave the invoke id 0: the service tells replies apart.
  func id(_ ordinal: Int = 0) -> UInt64 {
    UInt64(invokeID) | UInt64(service & 0xFFFF) << 32 | UInt64(truncatingIfNeeded: ordinal) << 48
  }
}

extension AMSDissector {
  static let identifyService: UInt32 = 1
  static let addRouteService: UInt32 = 6

  public static func recognise(datagram octets: Span<UInt8>) -> Bool {
    var reader = ByteReader(octets)
    return (try? AMSDiscoveryHeader(parsing: &reader)) != nil
  }

  /// Dissects one message of the router. It is ADS, yet no AMS message: it has no command that counts.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    guard let header = try? AMSDiscoveryHeader(parsing: &reader) else { return }
    do throws(DecodeError) {
      switch (header.service, header.isResponse) {
      case (Self.identifyService, false): dissection.request(.ams, id: header.id(), .identify, code: 0x1_0001)
      case (Self.identifyService, true):
        dissection.reply(header.id(), .succeeded)
        try tellRouter(header, &reader, &dissection)
      case (Self.addRouteService, false): try beginRoute(header, &reader, &dissection)
      case (Self.addRouteService, true): try finishRoute(header, &reader, &dissection)
      default: break
      }
    } catch {
      // A cut message: what could be read has been said.
    }
  }

  /// Tags: 12 the route's name, 13 a user of the target's system, 2 that user's password.
  private func beginRoute(
    _ header: AMSDiscoveryHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var route = NameID.none
    var user = NameID.none
    for _ in 0..<min(header.tags, 64) {
      let tag = try reader.uint16LittleEndian()
      let data = try reader.span(Int(try reader.uint16LittleEndian()))
      let text = data.extracting(0..<data.textOctets)
      switch tag {
      case 12: route = dissection.names.intern(text)
      case 13: user = dissection.names.intern(text)
      case 2 where !text.isEmpty: dissection.secretInClear(.ams, octets: text.count)
      default: break
      }
    }
    let object = route == .none ? ObjectReference.none : ObjectReference(.text, text: route)
    dissection.request(.ams, id: header.id(), .configure, object, deed: .route, code: 0x1_0006)
    guard user != .none else { return }
    dissection.request(
      .ams, id: header.id(1), .authenticate, ObjectReference(.user, text: user), code: 0x1_0006)
  }

  /// Tag 1 is the result.
  private func finishRoute(
    _ header: AMSDiscoveryHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var outcome = Outcome.succeeded
    for _ in 0..<min(header.tags, 64) {
      let tag = try reader.uint16LittleEndian()
      var data = try reader.take(Int(try reader.uint16LittleEndian()))
      if tag == 1, try data.uint32LittleEndian() != 0 { outcome = .refused }
    }
    dissection.reply(header.id(), outcome)
    dissection.reply(header.id(1), outcome)
  }

  /// Tags: 5 the host's name, 4 its operating system, 3 TwinCAT's version.
  private func tellRouter(
    _ header: AMSDiscoveryHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    for _ in 0..<min(header.tags, 64) {
      let tag = try reader.uint16LittleEndian()
      var data = try reader.take(Int(try reader.uint16LittleEndian()))
      switch tag {
      case 5:
        let name = data.rest()
        dissection.tell(.hostname, name.extracting(0..<name.textOctets), source: "ads discovery")
      case 3: dissection.tell(.firmware, try AMSIdentity.version(&data), source: "ads discovery")
      case 4: try tellSystem(&data, &dissection)
      default: break
      }
    }
  }

  /// Windows' OSVERSIONINFO: its size, major, minor, build, platform, service pack.
  private func tellSystem(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    try reader.skip(4)
    let major = try reader.uint32LittleEndian()
    let minor = try reader.uint32LittleEndian()
    let build = try reader.uint32LittleEndian()
    let platform: String
    switch try reader.uint32LittleEndian() {
    case 2: platform = "Windows NT "
    case 3: platform = "Windows CE "
    default: return
    }
    var text = Array(platform.utf8)
    appendDecimal(UInt64(major), to: &text)
    text.append(UInt8(ascii: "."))
    appendDecimal(UInt64(minor), to: &text)
    if build > 0 {
      text.append(UInt8(ascii: "."))
      appendDecimal(UInt64(build), to: &text)
    }
    dissection.tell(.operatingSystem, text, source: "ads discovery")
  }
}
