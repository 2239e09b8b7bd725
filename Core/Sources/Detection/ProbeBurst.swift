import Vocabulary

extension Burst {
  /// The finding of a burst whose key is an actor and its target, and whose values begin with the protocol.
  func finding(_ kind: FindingKind, _ severity: Severity, counting name: StaticName) -> Finding? {
    guard let first = attempts.first, let last = attempts.last else { return nil }
    let number = UInt8(truncatingIfNeeded: first.value >> 56)
    return Finding(
      kind: kind, severity: severity, endpoints: [first.actor, first.target],
      parameters: [
        FindingParameter(.actor, .endpoint(first.actor)), FindingParameter(.target, .endpoint(first.target)),
        FindingParameter(.protocolName, .protocolName(ProtocolName(rawValue: number) ?? .unknown)),
        FindingParameter(name, .number(UInt64(count))),
      ], first: first.time, last: last.time, count: count,
      evidence: attempts.prefix(Finding.evidenceLimit).map { $0.evidence })
  }
}

extension ActivityObservation {
  /// What was tried, in a protocol: the protocol in the high octet, `number` below it.
  func tried(_ number: UInt64) -> UInt64 {
    UInt64(name.rawValue) << 56 | number & 0x00FF_FFFF_FFFF_FFFF
  }

  var pair: UInt64 { AttemptTable.key(actor, target) }
}
