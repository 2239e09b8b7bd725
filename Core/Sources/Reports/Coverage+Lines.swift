import Vocabulary

extension Coverage {
  /// What could not be seen, a line each, in words; empty where nothing is known to be missing.
  var lines: [String] {
    var lines: [String] = []
    func add(_ count: UInt64, _ text: String) {
      if count > 0 { lines.append("\(TextPage.number(count)) \(text)") }
    }
    if let losses {
      add(
        losses.kernelDroppedPackets,
        "packets were lost because reading fell behind: give Bulkhead more processor time, or a --filter")
      add(
        losses.interfaceDroppedPackets,
        "packets were dropped by the interface: more arrive than its card or driver takes")
    }
    add(unknownProtocolPackets, "packets of protocols that Bulkhead does not know")
    add(undecodedPackets, "packets that could not be decoded")
    add(truncatedPackets, "packets were cut short when they were captured")
    add(gapOctets, "octets are missing from connections")
    add(encryptedConversations, "conversations are encrypted")
    for limit in limits where limit.dropped > 0 {
      lines.append("\(TextPage.number(UInt64(limit.dropped))) beyond \(limit.name) of \(limit.limit)")
    }
    return lines
  }
}
