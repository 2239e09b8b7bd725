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
    if let indicators {
      for list in indicators.lists {
        for omission in list.leftOut {
          add(UInt64(omission.count), "indicators of \(list.name) are not looked for: \(omission.text)")
        }
      }
      for omission in indicators.files?.leftOut ?? [] {
        add(UInt64(omission.count), "files were not held against the lists: \(omission.text)")
      }
      add(
        indicators.outsideValidity,
        "times something listed was seen outside the time for which its list vouches")
    }
    return lines
  }
}
