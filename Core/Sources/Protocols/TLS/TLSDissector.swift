import Bytes
import Streams
import Vocabulary

/// Dissects TLS as far as it is in clear: the two hellos. Nothing is decrypted; further records are passed
/// over.
public struct TLSDissector: Sendable {
  public static let port: UInt16 = 443

  /// What is known of a flow; a hello is read once in each direction, for what follows looks like anything.
  struct State: Sendable {
    var sawClientHello = false
    var sawServerHello = false
  }

  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 16_384

  var states = FlowStates<State>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else { return TLSRecord.mayBegin(octets) ? .undecided : .no }
    guard let record = TLSRecord(octets, at: 0) else { return .no }
    switch record.type {
    // The first handshake messages' types; encrypted ones may have any.
    case TLSRecord.handshake: return octets[5] <= 24 || record.fragmentOctets >= 40 ? .consistent : .no
    case TLSRecord.changeCipherSpec: return record.fragmentOctets == 1 && octets[5] == 1 ? .consistent : .no
    case TLSRecord.alert: return record.fragmentOctets == 2 || record.fragmentOctets >= 18 ? .consistent : .no
    default: return .consistent
    }
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= TLSRecord.headerOctets {
      guard let record = TLSRecord(octets, at: at) else {
        dissection.malformed(.tls)
        return .lost(after: at)
      }
      dissection.note(.tls)
      let end = at &+ TLSRecord.headerOctets &+ record.fragmentOctets
      switch record.type {
      case TLSRecord.applicationData, TLSRecord.changeCipherSpec: dissection.isEncrypted = true
      case TLSRecord.handshake, TLSRecord.alert:
        let isWanted = isWanted(record, of: dissection.serial, isFromClient: dissection.isFromClient)
        if isWanted, octets.count < end { return StreamProgress(consumed: at, needs: end &- at) }
        if isWanted { take(record, octets.extracting((at &+ 5)..<end), &dissection) }
      default: break
      }
      at = end
    }
    return StreamProgress(consumed: at)
  }

  /// Whether the record may hold a hello, or an alert in its place.
  private mutating func isWanted(_ record: TLSRecord, of flow: UInt32, isFromClient: Bool) -> Bool {
    if record.type == TLSRecord.alert { return record.fragmentOctets == 2 && !isFromClient }
    let state = states[states.position(of: flow, initial: State())]
    return isFromClient ? !state.sawClientHello : !state.sawServerHello
  }

  private mutating func take(
    _ record: TLSRecord, _ fragment: Span<UInt8>, _ dissection: inout Dissection
  ) {
    if record.type == TLSRecord.alert {
      if fragment[0] == 2 { dissection.reply(Self.connectID, .refused) }
      return
    }
    var reader = ByteReader(fragment)
    // A hello that spans records, and other handshake messages, stay unread.
    guard let hello = try? TLSHello(parsing: &reader) else { return }
    let position = states.position(of: dissection.serial, initial: State())
    if hello.isClient {
      states[position].sawClientHello = true
      let object = hello.serverName.map { dissection.clientObject(.sni, fragment.extracting($0)) } ?? .none
      dissection.request(
        .tls, id: Self.connectID, .connect, object, code: UInt32(hello.version))
    } else {
      states[position].sawServerHello = true
      dissection.isEncrypted = true
      dissection.receiverIsClient = true
      dissection.reply(Self.connectID, .succeeded)
      if let old = Self.outdated(hello.version) {
        dissection.tell(.software, old, source: "tls server hello")
      }
    }
  }

  private static let connectID: UInt64 = 1

  /// Versions that RFC 8996 and RFC 7568 forbid.
  private static func outdated(_ version: UInt16) -> String? {
    switch version {
    case 0x0300: "SSL 3.0"
    case 0x0301: "TLS 1.0"
    case 0x0302: "TLS 1.1"
    default: nil
    }
  }
}
