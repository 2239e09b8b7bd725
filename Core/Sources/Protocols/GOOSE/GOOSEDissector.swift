import Bytes
public import Vocabulary

/// What is remembered of a control block that publishes.
struct GOOSEPublisher: Sendable {
  var sender: EndpointID
  var stateNumber: UInt32
  var sequenceNumber: UInt32
  var revision: UInt32
  var isTest: Bool
  var time: Timestamp
}

/// Dissects GOOSE, and names sampled values and both over IP.
///
/// Each message is a signal of its control block. What does not fit the block's messages before is an
/// anomaly: another sender, numbers that go back, another revision, the test flag.
public struct GOOSEDissector: Sendable {
  public static let etherType: UInt16 = 0x88B8
  public static let sampledValuesEtherType: UInt16 = 0x88BA
  /// R-GOOSE and R-SV.
  public static let port: UInt16 = 102
  public static let publisherLimit = 4_096
  /// Nanoseconds by which a copy may come after the message that follows it.
  static let copyDelay: Int64 = 1_000_000

  private var publishers = FlowStates<GOOSEPublisher>(limit: publisherLimit)

  public init() {}

  /// Control blocks that gave way to newer ones.
  public var droppedPublishers: Int { publishers.dropped }

  /// Dissects a frame's payload: application id, length, two reserved fields, then the message.
  ///
  /// Source: IEC 61850-8-1:2011, annex C.
  public mutating func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) -> ProtocolName? {
    guard octets.count >= 10 else { return nil }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    guard length >= 8, length <= octets.count else { return nil }
    switch octets[8] {
    case 0x61:
      dissection.note(.goose)
      dissect(goose: octets.extracting(0..<length), at: 8, name: .goose, &dissection)
      return .goose
    case 0x60:
      dissection.note(.sv)
      dissect(values: octets.extracting(0..<length), at: 8, name: .sv, &dissection)
      return .sv
    default: return nil
    }
  }

  /// Source: IEC TR 61850-90-5:2012, clause 10.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    RoutedHeader(octets) == nil ? .no : .consistent
  }

  /// Dissects a datagram of R-GOOSE or R-SV: tag, simulation, application id, length, then the message.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let header = RoutedHeader(octets) else { return dissection.malformed(.rGoose) }
    dissection.note(.rGoose)
    let message = header.payload &+ 6
    guard message < octets.count else { return }
    switch octets[header.payload] {
    case 0x81: dissect(goose: octets, at: message, name: .rGoose, &dissection)
    case 0x82: dissect(values: octets, at: message, name: .rGoose, &dissection)
    default: break
    }
  }

  private mutating func dissect(
    goose octets: Span<UInt8>, at start: Int, name: ProtocolName, _ dissection: inout Dissection
  ) {
    guard let message = try? GOOSEMessage(octets, at: start) else { return dissection.malformed(name) }
    let block = dissection.clientObject(.text, octets.extracting(message.controlBlock))
    dissection.activity(name, .signal, block)
    guard block.space != .none else { return }
    compare(message, block, name, &dissection)
  }

  /// Compares a message with the block's last one.
  private mutating func compare(
    _ message: GOOSEMessage, _ block: ObjectReference, _ name: ProtocolName, _ dissection: inout Dissection
  ) {
    guard let state = message.stateNumber, let sequence = message.sequenceNumber,
      let revision = message.revision
    else { return }
    // The same block may be published in two networks, and over IP besides.
    let key =
      block.name.rawValue &+ UInt32(dissection.vlan) &<< 20 &+ (name == .rGoose ? 1 &<< 19 : 0)
    let now = GOOSEPublisher(
      sender: dissection.sender, stateNumber: state, sequenceNumber: sequence, revision: revision,
      isTest: message.isTest, time: dissection.time)
    guard let known = publishers.find(key) else {
      _ = publishers.position(of: key, initial: now)
      return
    }
    let last = publishers[known]
    let isBack = state < last.stateNumber || (state == last.stateNumber && sequence < last.sequenceNumber)
    // A copy that took another path may come after the next message.
    if isBack, last.sender == now.sender, now.time.nanoseconds(since: last.time) < Self.copyDelay { return }
    publishers[known] = now
    if last.sender != now.sender {
      return dissection.wrong(.publisherChanged, name, block, rival: last.sender)
    }
    if now.isTest, !last.isTest { dissection.wrong(.testFlagSet, name, block) }
    if last.revision != revision { dissection.wrong(.revisionChanged, name, block) }
    // A device that starts anew begins with 1; a copy on another port or path repeats the last one.
    let isRestart = state == 1 && sequence <= 1
    let wraps = last.stateNumber == .max || (state == last.stateNumber && last.sequenceNumber == .max)
    if isBack, !isRestart, !wraps { dissection.wrong(.sequenceWentBack, name, block) }
  }

  /// Sampled values: the number of ASDUs, then the first one's identifier.
  ///
  /// Source: IEC 61850-9-2:2011, clause 8.5.
  private func dissect(
    values octets: Span<UInt8>, at start: Int, name: ProtocolName, _ dissection: inout Dissection
  ) {
    var reader = BERReader(octets.extracting(start..<octets.count))
    do throws(DecodeError) {
      var fields = BERReader(try reader.take(.application(0), mayBeCut: true))
      guard let list = try fields.find(.context(2), mayBeCut: true) else { return }
      var units = BERReader(list)
      var unit = BERReader(try units.take(.sequence, mayBeCut: true))
      guard let identifier = try unit.takeIfPresent(.contextPrimitive(0)) else { return }
      dissection.activity(name, .signal, dissection.clientObject(.text, identifier))
    } catch {
      dissection.malformed(name)
    }
  }
}

extension Dissection {
  /// Something in the sequence of a publisher's messages is wrong; `rival` is who published before.
  mutating func wrong(
    _ kind: Anomaly.Kind, _ name: ProtocolName, _ object: ObjectReference, rival: EndpointID? = nil
  ) {
    observations.anomalies.append(
      Anomaly(
        time: time, place: place, source: sender, target: rival ?? receiver, kind: kind, name: name,
        object: object))
  }
}
