import Vocabulary

extension AssetBook {
  /// Every conversation as the report orders them: by first, client, server, ports, then all fields.
  ///
  /// Endpoints are named by ``id(of:)``; the VLAN is the client endpoint's.
  public func forEachConversation<Failure: Error>(
    in tally: ConversationTally, _ body: (Conversation) throws(Failure) -> Void
  ) throws(Failure) {
    var order: [(first: Int64, record: UInt32)] = []
    order.reserveCapacity(tally.count)
    for number in 0..<tally.count {
      order.append((tally.records[number].first.nanoseconds, UInt32(truncatingIfNeeded: number)))
    }
    order.sort { left, right in
      left.first != right.first
        ? left.first < right.first
        : precedes(tally.records[Int(left.record)], tally.records[Int(right.record)])
    }
    for entry in order { try body(tally.records[Int(entry.record)]) }
  }

  /// Order among conversations that begin at the same moment.
  private func precedes(_ left: Conversation, _ right: Conversation) -> Bool {
    if party(left.client) != party(right.client) { return party(left.client) < party(right.client) }
    if party(left.server) != party(right.server) { return party(left.server) < party(right.server) }
    let (leftPort, rightPort) = (
      left.clientPort.map { Int($0) } ?? -1, right.clientPort.map { Int($0) } ?? -1
    )
    if leftPort != rightPort { return leftPort < rightPort }
    if left.serverPort != right.serverPort { return left.serverPort < right.serverPort }
    let (leftEnds, rightEnds) = (endpoints[left.client], endpoints[right.client])
    if leftEnds.vlan != rightEnds.vlan { return leftEnds.vlan < rightEnds.vlan }
    if leftEnds != rightEnds { return leftEnds.address.text < rightEnds.address.text }
    if left.server != right.server {
      return endpoints[left.server].address.text < endpoints[right.server].address.text
    }
    if left.transport != right.transport { return left.transport.text < right.transport.text }
    return left.name.text < right.name.text
  }
}
