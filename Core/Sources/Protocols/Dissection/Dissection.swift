public import Streams
public import Vocabulary

/// What a dissector works with: where the message stands, and what it says of it.
///
/// A dissector is handed octets and one `inout Dissection`. It counts messages, opens an activity for each
/// request, ends it with the reply, tells what devices say of themselves, and keeps nothing else.
public struct Dissection: Sendable {
  /// The packet that completed the message.
  public var time = Timestamp(nanoseconds: 0)
  public var place = PacketPlace(packet: 0)
  /// The message's flow, never used twice.
  public var serial: UInt32 = 0
  public var direction = Direction.toServer
  public var clientIsLow = true
  public var sender = EndpointID(rawValue: 0)
  public var receiver = EndpointID(rawValue: 0)
  public var senderPort: UInt16 = 0
  public var receiverPort: UInt16 = 0
  public var transport = Transport.ethernet
  public var vlan: UInt16 = 0
  /// The packet was cut short when it was captured: that a message ends too early is the capture's doing.
  public var isTruncated = false

  /// Set by a dissector that found what rides on its transport: the flow is named after it.
  public var refinedName: ProtocolName?
  /// Set by a dissector that saw a request: its sender is the client, whatever ports suggest.
  public var senderIsClient = false
  /// Set by a dissector that saw an answer whose request is not in this flow: its receiver is the client.
  public var receiverIsClient = false
  /// Set by a dissector that reads no further because what follows is encrypted.
  public var isEncrypted = false

  public var observations = Observations()
  /// What lists of indicators name; nothing else is mentioned.
  public var wanted: IndicatorKinds = []
  public internal(set) var carried = CarriedFiles()
  public var messages = MessageTally()
  public var pending: PendingRequests
  public var names: NameTable
  public var endpoints: EndpointTable
  var clientTexts = ClientTexts()
  /// Objects of messages that named more than ``objectLimit``.
  public var droppedObjects = 0

  /// Objects of one message that become activities of their own.
  public static let objectLimit = 64

  public init(seed: UInt64 = 0) {
    pending = PendingRequests(seed: seed)
    names = NameTable(seed: seed)
    endpoints = EndpointTable(seed: seed)
  }

  /// The message comes from who opened the flow, as far as that is known.
  public var isFromClient: Bool { direction == .toServer }

  var isFromLow: Bool { (direction == .toServer) == clientIsLow }
}

extension Dissection {
  /// Turns to a message of `flow`.
  @inlinable
  @inline(__always)
  public mutating func enter(_ flow: borrowing Flow, _ direction: Direction) {
    serial = flow.serial
    self.direction = direction
    clientIsLow = flow.clientIsLow
    transport = flow.transport
    let toServer = direction == .toServer
    sender = toServer ? flow.client : flow.server
    receiver = toServer ? flow.server : flow.client
    senderPort = toServer ? flow.clientPort : flow.serverPort
    receiverPort = toServer ? flow.serverPort : flow.clientPort
    refinedName = nil
    senderIsClient = false
    receiverIsClient = false
    isEncrypted = false
  }

  /// The packet holds this protocol.
  public mutating func note(_ name: ProtocolName) {
    messages.note(name, at: place)
  }

  /// The packet holds a message of this protocol.
  public mutating func count(_ name: ProtocolName, _ family: MessageFamily, _ code: MessageCode) {
    messages.note(name, at: place)
    messages.count(name, family, code)
  }

  /// One more code of a message that was counted already, such as an exception's.
  public mutating func countMore(_ name: ProtocolName, _ family: MessageFamily, _ code: MessageCode) {
    messages.count(name, family, code)
  }

  /// The message is not what its protocol allows.
  public mutating func malformed(_ name: ProtocolName) {
    if isTruncated { return messages.note(name, at: place) }
    messages.note(name, at: place)
    messages.noteMalformed(name)
    observations.anomalies.append(
      Anomaly(time: time, place: place, source: sender, target: receiver, kind: .malformedMessage, name: name)
    )
  }

  /// A secret of `octets` octets that anybody on the wire can read. Its value goes nowhere.
  /// `mark` tells that it changed, where that matters, and not what it is.
  public mutating func secretInClear(_ name: ProtocolName, octets: Int, mark: UInt32 = 0) {
    observations.anomalies.append(
      Anomaly(
        time: time, place: place, source: sender, target: receiver, kind: .secretInClear, name: name,
        octets: UInt32(clamping: octets), mark: mark))
  }
}

extension Dissection {
  /// Opens an activity that ends with the reply of the same `id`, or unanswered.
  ///
  /// `id` is the protocol's own (transaction, PDU reference), made unique for each object of one request.
  public mutating func request(
    _ name: ProtocolName, id: UInt64, _ verb: Verb, _ object: ObjectReference = .none, deed: Deed = .plain,
    unit: Int32 = ActivityObservation.noUnit, code: UInt32 = 0, memory: UInt64 = 0
  ) {
    senderIsClient = true
    let activity = ActivityObservation(
      time: time, place: place, actor: sender, target: receiver, unit: unit, object: object, code: code,
      verb: verb, deed: deed, outcome: .unanswered, name: name)
    pending.open(
      activity, memory: memory, serial: serial, fromLow: isFromLow, id: id, into: &observations)
  }

  /// The request of the other side that waits under `id`.
  ///
  /// Always inline: for a call, all of the dissection would be copied.
  @inline(__always)
  public func pendingRequest(_ id: UInt64) -> PendingRequest? {
    guard let position = pending.find(serial: serial, fromLow: !isFromLow, id: id) else { return nil }
    return pending[position]
  }

  /// Whether a request of the sender's own waits under `id`.
  @inline(__always)
  func isAsking(_ id: UInt64) -> Bool {
    pending.find(serial: serial, fromLow: isFromLow, id: id) != nil
  }

  /// Ends the other side's request `id`; nil where none waits (its capture began later, or it was answered
  /// before).
  @discardableResult
  public mutating func reply(_ id: UInt64, _ outcome: Outcome) -> PendingRequest? {
    guard let position = pending.find(serial: serial, fromLow: !isFromLow, id: id) else { return nil }
    let request = pending[position]
    pending.close(position, outcome, into: &observations)
    return request
  }

  /// Ends a request of another flow, which agreed on this one.
  mutating func reply(toRequest id: UInt64, ofFlow flow: UInt32, fromLow: Bool, _ outcome: Outcome) {
    guard let position = pending.find(serial: flow, fromLow: fromLow, id: id) else { return }
    pending.close(position, outcome, into: &observations)
  }

  /// Ends the other side's request `id`, of which the reply says what deed it was.
  @discardableResult
  mutating func reply(_ id: UInt64, _ outcome: Outcome, deed: Deed) -> PendingRequest? {
    guard let position = pending.find(serial: serial, fromLow: !isFromLow, id: id) else { return nil }
    let request = pending[position]
    pending.close(position, outcome, deed: deed, into: &observations)
    return request
  }

  /// Where the other side's request `id` waits, until the next request or reply: for polls, which look at a
  /// field or two of it and end it without a second search.
  @inline(__always)
  func waiting(_ id: UInt64) -> Int? {
    pending.find(serial: serial, fromLow: !isFromLow, id: id)
  }

  /// Ends the request at a place that ``waiting(_:)`` gave.
  mutating func reply(at position: Int, _ outcome: Outcome) {
    pending.close(position, outcome, into: &observations)
  }

  /// Takes the other side's request back without an activity: its reply told that it was none.
  public mutating func withdraw(_ id: UInt64) {
    if let position = pending.find(serial: serial, fromLow: !isFromLow, id: id) { pending.forget(position) }
  }

  /// Takes the sender's own request back: its next one tells that it was none.
  mutating func withdrawOwn(_ id: UInt64) {
    if let position = pending.find(serial: serial, fromLow: isFromLow, id: id) { pending.forget(position) }
  }

  /// An activity that is whole in one message: a signal, an announcement, a command that nobody answers.
  public mutating func activity(
    _ name: ProtocolName, _ verb: Verb, _ object: ObjectReference = .none, deed: Deed = .plain,
    unit: Int32 = ActivityObservation.noUnit, code: UInt32 = 0, outcome: Outcome = .succeeded
  ) {
    observations.activities.append(
      ActivityObservation(
        time: time, place: place, actor: sender, target: receiver, unit: unit, object: object, code: code,
        verb: verb, deed: deed, outcome: outcome, name: name))
  }
}

extension Dissection {
  /// An activity of the receiver, which the sender's message shows: a server's certificate tells whom its
  /// client connected to.
  mutating func receiversActivity(
    _ name: ProtocolName, _ verb: Verb, _ object: ObjectReference, deed: Deed = .plain
  ) {
    observations.activities.append(
      ActivityObservation(
        time: time, place: place, actor: receiver, target: sender, object: object, verb: verb, deed: deed,
        outcome: .succeeded, name: name))
  }
}

extension Dissection {
  /// Tells an attribute of a device, the sender where no other is named. Text is trimmed; empty text tells
  /// nothing.
  public mutating func tell(
    _ attribute: IdentityAttribute, _ value: Span<UInt8>, of endpoint: EndpointID? = nil,
    source: StaticString
  ) {
    var start = 0
    var end = value.count
    while start < end, value[start] <= 0x20 { start &+= 1 }
    while end > start, value[end &- 1] <= 0x20 { end &-= 1 }
    guard end > start else { return }
    let name = names.intern(value.extracting(start..<end))
    observations.facts.append(
      IdentityFact(
        time: time, place: place, endpoint: endpoint ?? sender, attribute: attribute, value: name,
        source: source))
  }

  public mutating func tell(
    _ attribute: IdentityAttribute, _ value: [UInt8], of endpoint: EndpointID? = nil, source: StaticString
  ) {
    tell(attribute, value.span, of: endpoint, source: source)
  }

  public mutating func tell(
    _ attribute: IdentityAttribute, _ value: String, of endpoint: EndpointID? = nil, source: StaticString
  ) {
    tell(attribute, Array(value.utf8).span, of: endpoint, source: source)
  }

  /// A message of their own segment says that a hardware address and a network address belong together.
  public mutating func bind(
    _ mac: MACAddress, to address: HostAddress, source: AddressBinding.Source,
    asking asked: HostAddress? = nil
  ) {
    guard !mac.isGroup, mac != .zero, address.isUnicast, address.scope != .loopback else { return }
    let macEnd = endpoints.intern(Endpoint(HostAddress(mac: mac), vlan: vlan))
    let addressEnd = endpoints.intern(Endpoint(address, vlan: vlan))
    observations.bindings.append(
      AddressBinding(
        time: time, place: place, mac: macEnd, address: addressEnd, source: source, asked: asked))
  }
}
