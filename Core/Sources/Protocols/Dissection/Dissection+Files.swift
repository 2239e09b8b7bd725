import Vocabulary

/// How dissectors and streams hand over the files that pass.
extension Dissection {
  /// Lists of indicators hold hashes of files.
  @inline(__always)
  var wantsFiles: Bool { !wanted.isDisjoint(with: .fileHashes) }

  private static var ftpDataPort: UInt16 { 20 }

  private var flowKey: CarriedFiles.Key { .flow(serial, isFromLow: isFromLow) }

  /// A file begins, which comes from the sender; `actor` is who asked for it or sent it. Without `key` it is
  /// the one of the flow's direction.
  mutating func beginFile(
    _ key: CarriedFiles.Key? = nil, _ protocolName: ProtocolName, actor: EndpointID, target: EndpointID,
    _ object: ObjectReference, whole: UInt64?, least: UInt64 = 0
  ) {
    guard wantsFiles else { return }
    carried.kinds = wanted
    carried.begin(
      key ?? flowKey,
      Mention(
        .fileSHA256, time: time, place: place, actor: actor, target: target, port: 0, name: protocolName,
        outcome: .succeeded, object: object), serial: serial, whole: whole, least: least)
  }

  /// The next piece of a file.
  mutating func takeFile(
    _ key: CarriedFiles.Key? = nil, pieceOf octets: UInt64, at offset: UInt64? = nil, _ shown: Span<UInt8>
  ) {
    if carried.isEmpty { return }
    let key = key ?? flowKey
    carried.take(key, pieceOf: octets, at: offset, shown, in: flowKey)
    if carried.isWhole(key) { endFile(key, isEnd: true) }
  }

  /// Ends a file; where it is whole, its digests are mentioned.
  mutating func endFile(_ key: CarriedFiles.Key? = nil, isEnd: Bool) {
    if carried.isEmpty { return }
    guard let file = carried.end(key ?? flowKey, isEnd: isEnd) else { return }
    file.digest.finish { kind, digest in
      var mention = file.mention
      mention.kind = kind
      observations.mentions.append(mention, digest.span)
    }
  }

  /// Octets of a stream that no dissector is shown.
  public mutating func passBy(_ octets: Span<UInt8>, serial: UInt32, isFromLow: Bool) {
    guard carried.isPassing, let key = carried.passBy(octets, in: .flow(serial, isFromLow: isFromLow)) else {
      return
    }
    if carried.isWhole(key) { endFile(key, isEnd: true) }
  }

  /// Octets of a stream are missing.
  public mutating func losePassing(serial: UInt32, isFromLow: Bool) {
    if !carried.isEmpty { carried.lose(in: .flow(serial, isFromLow: isFromLow)) }
  }

  /// A flow's direction ends; `isOrderly` where its last octet was seen.
  public mutating func endPassing(serial: UInt32, isFromLow: Bool, isOrderly: Bool) {
    endFile(.flow(serial, isFromLow: isFromLow), isEnd: isOrderly)
  }

  /// A flow ends, and with it the files that its server has open.
  public mutating func endOpenFiles(serial: UInt32) {
    for key in carried.open(in: serial) { endFile(key, isEnd: true) }
  }

  /// The data of a file transfer, which is nothing but the file. Who sends to port 20 or opens the flow is
  /// the client, and acts: a server that opens one does it from there.
  ///
  /// Source: RFC 959, section 3.2.
  public mutating func takeFileData(_ octets: Span<UInt8>, isFromStart: Bool) {
    guard wantsFiles else { return }
    if isFromStart, !carried.knows(flowKey) {
      let isUpload = receiverPort == Self.ftpDataPort || (isFromClient && senderPort != Self.ftpDataPort)
      beginFile(
        nil, .ftpData, actor: isUpload ? sender : receiver, target: isUpload ? receiver : sender, .none,
        whole: nil)
    }
    takeFile(pieceOf: UInt64(octets.count), octets)
  }
}
