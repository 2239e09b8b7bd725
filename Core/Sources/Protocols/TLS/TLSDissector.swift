import Bytes
import Streams
import Vocabulary

/// Dissects TLS as far as it is in clear: the hellos, and certificates up to TLS 1.2. Nothing is decrypted;
/// further records are passed over.
public struct TLSDissector: Sendable {
  public static let port: UInt16 = 443

  /// What is known of one direction of a flow.
  struct Side: Sendable {
    var sawHello = false
    /// What follows is encrypted or of no interest.
    var isDone = false
    /// A handshake message goes on in the next record.
    var isAssembling = false
  }

  struct State: Sendable {
    var toServer = Side()
    var toClient = Side()
  }

  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 16_384
  /// Handshake messages that are put together at a time; then the one begun first gives way.
  public static let assemblyLimit = 64
  /// Octets of a handshake message: a chain of certificates is a few thousand.
  static let messageLimit = 32_768

  var states = FlowStates<State>(limit: flowLimit)
  var assemblies = FlowStates<[UInt8]>(limit: assemblyLimit)
  /// Messages that gave way before they were whole.
  public private(set) var droppedAssemblies = 0

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
      case TLSRecord.applicationData, TLSRecord.changeCipherSpec:
        dissection.isEncrypted = true
        endHandshake(dissection)
      case TLSRecord.handshake, TLSRecord.alert:
        let isWanted = isWanted(record, dissection)
        if isWanted, octets.count < end { return StreamProgress(consumed: at, needs: end &- at) }
        if isWanted { take(record, octets.extracting((at &+ 5)..<end), &dissection) }
      // Encrypted ones have a length that says nothing.
      case TLSRecord.heartbeat where record.fragmentOctets < 24:
        if octets.count < end { return StreamProgress(consumed: at, needs: end &- at) }
        Self.takeHeartbeat(octets.extracting((at &+ 5)..<end), &dissection)
      default: break
      }
      at = end
    }
    return StreamProgress(consumed: at)
  }

  private mutating func endHandshake(_ dissection: borrowing Dissection) {
    let position = states.position(of: dissection.serial, initial: State())
    side(position, dissection.isFromClient) { $0.isDone = true }
  }

  /// Whether the record may hold a message in clear, or an alert in its place.
  private mutating func isWanted(_ record: TLSRecord, _ dissection: borrowing Dissection) -> Bool {
    if record.type == TLSRecord.alert { return record.fragmentOctets == 2 && !dissection.isFromClient }
    let state = states[states.position(of: dissection.serial, initial: State())]
    return dissection.isFromClient ? !state.toServer.isDone : !state.toClient.isDone
  }

  private mutating func side(_ position: Int, _ isFromClient: Bool, _ change: (inout Side) -> Void) {
    if isFromClient { change(&states[position].toServer) } else { change(&states[position].toClient) }
  }

  private mutating func take(
    _ record: TLSRecord, _ fragment: Span<UInt8>, _ dissection: inout Dissection
  ) {
    if record.type == TLSRecord.alert {
      if fragment[0] == 2 { dissection.reply(Self.connectID, .refused) }
      return
    }
    let isFromClient = dissection.isFromClient
    let position = states.position(of: dissection.serial, initial: State())
    let isAssembling =
      isFromClient ? states[position].toServer.isAssembling : states[position].toClient.isAssembling
    guard isAssembling else { return takeMessages(fragment, position, &dissection) }
    let key = Self.assemblyKey(dissection)
    guard let slot = assemblies.find(key) else {
      droppedAssemblies += 1
      return side(position, isFromClient) { $0.isDone = true }
    }
    var whole: [UInt8] = []
    swap(&whole, &assemblies[slot])
    guard whole.count + fragment.count <= Self.messageLimit + TLSRecord.fragmentLimit else {
      return side(position, isFromClient) { $0.isDone = true }
    }
    for index in fragment.indices { whole.append(fragment[index]) }
    side(position, isFromClient) { $0.isAssembling = false }
    takeMessages(whole.span, position, &dissection)
  }

  private static func assemblyKey(_ dissection: borrowing Dissection) -> UInt32 {
    dissection.serial &<< 1 | (dissection.isFromClient ? 1 : 0)
  }

  /// Takes the messages that are whole, and keeps the beginning of one that is not.
  private mutating func takeMessages(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    let isFromClient = dissection.isFromClient
    var at = 0
    while at < octets.count {
      guard let message = TLSHandshake(octets, at: at) else {
        return side(position, isFromClient) { $0.isDone = true }
      }
      guard let body = message.body else { break }
      take(message.type, octets.extracting(at..<body.upperBound), position, &dissection)
      if isFromClient ? states[position].toServer.isDone : states[position].toClient.isDone { return }
      at = body.upperBound
    }
    guard at < octets.count else { return }
    let slot = assemblies.position(of: Self.assemblyKey(dissection), initial: [])
    assemblies[slot].removeAll(keepingCapacity: true)
    for index in at..<octets.count { assemblies[slot].append(octets[index]) }
    side(position, isFromClient) { $0.isAssembling = true }
  }

  private mutating func take(
    _ type: UInt8, _ message: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    switch type {
    case TLSHello.client where !states[position].toServer.sawHello:
      states[position].toServer.sawHello = true
      takeClientHello(message, &dissection)
    case TLSHello.server where !states[position].toClient.sawHello:
      states[position].toClient.sawHello = true
      if takeServerHello(message, &dissection) { states[position].toClient.isDone = true }
    case TLSHandshake.certificate: tellCertificate(message, &dissection)
    case TLSHandshake.serverHelloDone: states[position].toClient.isDone = true
    case TLSHandshake.clientKeyExchange: states[position].toServer.isDone = true
    default: break
    }
  }

  static let connectID: UInt64 = 1
}
