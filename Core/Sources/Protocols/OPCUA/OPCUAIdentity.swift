import Bytes
import Vocabulary

/// What OPC UA servers and clients say of themselves.
enum OPCUAIdentity {
  /// Standard nodes whose values identify a server.
  ///
  /// Source: OPC 10000-5, clause 6.3.1 (ServerType) and 12.4 (BuildInfo); numbers of OPC 10000-6, annex A.
  private static let serverStatus: UInt32 = 2256
  private static let buildInfo: UInt32 = 2260
  private static let productName: UInt32 = 2261
  private static let manufacturerName: UInt32 = 2263
  private static let softwareVersion: UInt32 = 2264

  /// Whether a Read's answer tells what its sender is.
  static func isTold(by request: PendingRequest) -> Bool {
    let object = request.activity.object
    guard object.space == .nodeNumeric, object.part == 0 else { return false }
    guard OPCUAMemory(rawValue: request.memory).attribute == OPCUAItem.valueAttribute else { return false }
    switch object.from {
    case serverStatus, buildInfo, productName, manufacturerName, softwareVersion: return true
    default: return false
    }
  }

  /// The DataValue of one of those nodes: a text, or the structure that holds them all.
  static func tellValue(
    _ node: UInt32, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var reader = ByteReader(octets)
    guard try reader.uint8() & 1 != 0 else { return }
    switch try reader.uint8() {
    case 12:
      switch node {
      case productName: try tell(.model, &reader, &dissection)
      case manufacturerName: try tell(.vendor, &reader, &dissection)
      case softwareVersion: try tell(.firmware, &reader, &dissection)
      default: break
      }
    case 22:
      let (type, length) = try OPCUABinary.extensionObject(&reader)
      var body = try reader.take(length)
      // ServerStatusDataType begins with two times and a state, then its BuildInfo.
      if type.standardNumber == 864 { try body.skip(20) }
      guard type.standardNumber == 864 || type.standardNumber == 340 else { return }
      try tellBuildInfo(&body, &dissection)
    default: break
    }
  }

  /// Product URI, manufacturer name, product name, software version, build number, build date.
  private static func tellBuildInfo(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try OPCUABinary.skipString(&reader)
    try tell(.vendor, &reader, &dissection)
    try tell(.model, &reader, &dissection)
    try tell(.firmware, &reader, &dissection)
  }

  private static func tell(
    _ attribute: IdentityAttribute, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let octets = try OPCUABinary.length(&reader)
    dissection.tell(attribute, try reader.span(octets), source: "opcua build info")
  }

  /// The first endpoint of a GetEndpoints or CreateSession response: they all are the sender's.
  ///
  /// Source: OPC 10000-4, clauses 5.5.4, 5.6.2 and 7.14 (EndpointDescription).
  static func tellServer(
    _ service: OPCUAService, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if service == .createSession {
      // Session and authentication token, timeout, nonce, certificate.
      try OPCUABinary.skipNode(&reader)
      try OPCUABinary.skipNode(&reader)
      try reader.skip(8)
      try OPCUABinary.skipString(&reader)
      try OPCUABinary.skipString(&reader)
    }
    guard try OPCUABinary.length(&reader) > 0 else { return }
    let octets = try OPCUABinary.length(&reader)
    tellHost(of: try reader.span(octets), &dissection)
    try tellApplication(&reader, &dissection)
  }

  /// An ApplicationDescription: what the software is called, and whether it serves.
  ///
  /// Source: OPC 10000-4, clause 7.2 (ApplicationDescription).
  static func tellApplication(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipString(&reader)
    let mask = try reader.uint8()
    if mask & 1 != 0 { try OPCUABinary.skipString(&reader) }
    let octets = mask & 2 != 0 ? try OPCUABinary.length(&reader) : 0
    let name = try reader.span(octets)
    let type = try reader.uint32LittleEndian()
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipStrings(&reader)
    dissection.tell(.software, name, source: "opcua application description")
    // 0 server, 1 client, 2 both, 3 discovery server.
    if type == 0 || type == 2 {
      dissection.tell(.role, Role.server.text, source: "opcua application description")
    }
  }

  /// The host of `opc.tcp://HOST:PORT/…`, where it is a name.
  private static func tellHost(of url: Span<UInt8>, _ dissection: inout Dissection) {
    let scheme = Array("opc.tcp://".utf8)
    guard url.count > scheme.count else { return }
    for index in scheme.indices where url[index] != scheme[index] { return }
    var end = scheme.count
    var hasLetter = false
    while end < url.count, url[end] != UInt8(ascii: ":"), url[end] != UInt8(ascii: "/") {
      // A bracket begins an IPv6 address.
      if url[end] == UInt8(ascii: "[") { return }
      let letter = url[end] | 0x20
      if letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") { hasLetter = true }
      end += 1
    }
    let host = url.extracting(scheme.count..<end)
    guard hasLetter, !(host.count == 9 && host.endsWith("localhost")) else { return }
    dissection.tell(.hostname, host, source: "opcua endpoint description")
  }
}
