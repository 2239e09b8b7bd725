import Bytes
import Vocabulary

/// The beginning of a connection: Hello and Acknowledge, the secure channel, and the errors that end it.
///
/// Source: OPC 10000-6, clauses 6.7.2.3, 6.7.4, 7.1.2.3 to 7.1.2.6.
extension OPCUADissector {
  /// Request ids are of 32 bits and ordinals stand above them: ids that no request has.
  static let helloID: UInt64 = 1 << 63
  static let channelID: UInt64 = 1 << 63 | 1

  /// A Hello is no activity of its own: the channel that it leads to is. It waits for an Acknowledge, so that
  /// one that is refused or never answered shows.
  mutating func hello(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    try reader.skip(20)
    let octets = try OPCUABinary.length(&reader)
    let url = dissection.names.intern(try reader.span(octets))
    let position = connections.position(of: dissection.serial, initial: Connection())
    connections[position] = Connection(endpoint: url)
    dissection.request(.opcua, id: Self.helloID, .connect, endpoint(url))
  }

  func endpoint(_ url: NameID) -> ObjectReference {
    url == .none ? .none : ObjectReference(.endpoint, text: url)
  }

  func error(_ dissection: inout Dissection) {
    dissection.reply(Self.helloID, .refused)
    dissection.reply(Self.channelID, .refused)
  }

  /// Channel, policy URI, certificate and thumbprint stand in clear; what follows only where the policy is
  /// None.
  mutating func openChannel(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let channel = try reader.uint32LittleEndian()
    let uriOctets = try OPCUABinary.length(&reader)
    let policy = OPCUASecurityPolicy(uri: try reader.span(uriOctets))
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipString(&reader)
    let position = connections.position(of: dissection.serial, initial: Connection())
    connections[position].policy = policy
    let object = endpoint(connections[position].endpoint)
    guard policy == .none else {
      // Nobody can see which it is but by the direction. A channel that has a number already is renewed.
      if !dissection.isFromClient {
        dissection.reply(Self.channelID, .succeeded)
      } else if channel == 0 {
        dissection.request(.opcua, id: Self.channelID, .connect, object, code: 446)
      }
      return
    }
    try reader.skip(8)
    let type = try OPCUANodeID(parsing: &reader)
    guard let number = type.standardNumber else { throw DecodeError(.invalid, at: reader.position) }
    dissection.countMore(.opcua, .service, MessageCode(number))
    switch OPCUAService(rawValue: number) {
    case .openSecureChannel:
      try OPCUABinary.skipRequestHeader(&reader)
      try reader.skip(4)
      // 0 issues a token, 1 renews it: the association stands already.
      guard try reader.uint32LittleEndian() == 0 else { return }
      dissection.request(
        .opcua, id: Self.channelID, .connect, object, deed: .unencrypted, code: number)
    default:
      let result = try OPCUABinary.responseHeader(&reader)
      dissection.reply(Self.channelID, OPCUABinary.isBad(result) ? .refused : .succeeded)
    }
  }
}
