import Vocabulary

/// Values that a list of indicators may name; a test of a bit where no list was given.
extension Dissection {
  /// The sender connects to a host by its name.
  @inline(__always)
  mutating func mention(host name: Span<UInt8>, _ protocolName: ProtocolName, _ object: ObjectReference) {
    guard wanted.contains(IndicatorKind.name) else { return }
    mentionNow(.name, name, protocolName, object, port: receiverPort, outcome: .succeeded)
  }

  /// A name or an address in a question for a name or in its answer.
  @inline(__always)
  mutating func mention(
    lookup kind: IndicatorKind, _ value: Span<UInt8>, _ protocolName: ProtocolName, _ object: ObjectReference,
    isAnswer: Bool
  ) {
    guard wanted.contains(kind) || (kind == .address && wanted.contains(IndicatorKind.network)) else {
      return
    }
    mentionNow(
      kind, value, protocolName, object, isReceivers: isAnswer, isLookup: true,
      outcome: isAnswer ? .succeeded : nil)
  }

  /// What the sender shows or asks for; where `isReceivers`, the receiver had turned to the sender for it.
  @inline(never)
  mutating func mentionNow(
    _ kind: IndicatorKind, _ value: Span<UInt8>, _ protocolName: ProtocolName, _ object: ObjectReference,
    port: UInt16 = 0, isReceivers: Bool = false, isLookup: Bool = false, outcome: Outcome?
  ) {
    observations.mentions.append(
      Mention(
        kind, time: time, place: place, actor: isReceivers ? receiver : sender,
        target: isReceivers ? sender : receiver, port: port, name: protocolName, isLookup: isLookup,
        outcome: outcome, object: object), value)
  }
}
