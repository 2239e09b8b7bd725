import Bytes
import Vocabulary

extension OPCUADissector {
  /// Ends what a response answers, and hears what its sender says of itself.
  mutating func finish(
    _ service: OPCUAService, _ body: OPCUABody, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let result = try OPCUABinary.responseHeader(&reader)
    if service == .serviceFault || OPCUABinary.isBad(result) {
      return end(body.requestID, .refused, &dissection)
    }
    let answered = service.answered
    if answered == .publish { return try tellNotifications(&reader, &dissection) }
    if let request = dissection.pendingRequest(body.id()), request.activity.code != answered.rawValue {
      return end(body.requestID, .failed, &dissection)
    }
    switch answered {
    case .read, .write, .call, .createMonitoredItems, .browse, .translateBrowsePaths, .historyRead,
      .historyUpdate, .addNodes, .addReferences, .deleteNodes, .deleteReferences:
      do throws(DecodeError) {
        try endItems(answered, body, &reader, &dissection)
      } catch {
        end(body.requestID, .succeeded, &dissection)
        throw error
      }
    case .getEndpoints, .createSession:
      end(body.requestID, .succeeded, &dissection)
      try OPCUAIdentity.tellServer(answered, &reader, &dissection)
    case .findServers:
      end(body.requestID, .succeeded, &dissection)
      // A list of one is the server itself; a longer one tells of others, whose addresses it does not give.
      if try OPCUABinary.length(&reader) == 1 { try OPCUAIdentity.tellApplication(&reader, &dissection) }
    default: end(body.requestID, .succeeded, &dissection)
    }
  }

  /// Ends all that the request of this id asked for.
  func end(_ requestID: UInt32, _ outcome: Outcome, _ dissection: inout Dissection) {
    let body = OPCUABody(requestID: requestID, isCut: false, policy: .unknown)
    guard let request = dissection.reply(body.id(), outcome) else { return }
    var ordinal = 1
    while ordinal < OPCUAMemory(rawValue: request.memory).objects {
      dissection.reply(body.id(ordinal), outcome)
      ordinal += 1
    }
  }

  /// Each item of the list ends its own activity; those behind the list's end did as the whole service did.
  private mutating func endItems(
    _ service: OPCUAService, _ body: OPCUABody, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let first = dissection.pendingRequest(body.id()) else { return }
    let objects = OPCUAMemory(rawValue: first.memory).objects
    let results = try OPCUABinary.length(&reader)
    var ordinal = 0
    while ordinal < min(objects, results) {
      let start = reader.position
      let status: UInt32
      do throws(DecodeError) {
        status = try OPCUAResult.status(service, &reader)
      } catch {
        // The item that cannot be read and those behind it ended as the service did.
        while ordinal < objects {
          dissection.reply(body.id(ordinal), .succeeded)
          ordinal += 1
        }
        throw error
      }
      let request = dissection.reply(body.id(ordinal), OPCUABinary.isBad(status) ? .refused : .succeeded)
      if service == .read, let request, OPCUAIdentity.isTold(by: request) {
        let value = reader.octets.extracting(start..<reader.position)
        try OPCUAIdentity.tellValue(request.activity.object.from, value, &dissection)
      }
      ordinal += 1
    }
    while ordinal < objects {
      dissection.reply(body.id(ordinal), .succeeded)
      ordinal += 1
    }
  }

  /// A Publish response that carries notifications is a signal; one without only keeps the subscription
  /// alive.
  ///
  /// Source: OPC 10000-4, clauses 5.14.5 and 7.26 (NotificationMessage).
  private func tellNotifications(
    _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try reader.skip(4)
    try OPCUABinary.skipArray(of: 4, &reader)
    try reader.skip(13)
    guard try OPCUABinary.length(&reader) > 0 else { return }
    dissection.activity(.opcua, .signal, code: OPCUAService.publish.rawValue)
  }
}
