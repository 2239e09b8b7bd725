import Vocabulary

/// What is remembered of an answer, for one that comes after it.
struct DNSAnswer: Sendable {
  var id: UInt16 = 0
  var mark: UInt32 = 0
  /// Of an answer that says where a name is.
  var isKnown = false
}

extension DNSDissector {
  /// A second answer of the same identifier on the same ports, with other contents: one of the two is forged.
  ///
  /// What names no address, or has an error, decides nothing.
  mutating func judgeAgain(
    _ header: DNSHeader, _ octets: Span<UInt8>, isFirst: Bool, _ dissection: inout Dissection
  ) {
    guard header.answers > 0, header.resultCode == 0, dissection.transport == .udp, !dissection.isTruncated
    else {
      return
    }
    // Behind the flags: a server may set another one when it answers again.
    let mark = UInt32(truncatingIfNeeded: quickDigest(octets.extracting(4..<max(4, octets.count))) &>> 32)
    let position = answers.position(of: dissection.serial, initial: DNSAnswer())
    let before = answers[position]
    answers[position] = DNSAnswer(id: header.id, mark: mark, isKnown: true)
    guard !isFirst, before.isKnown, before.id == header.id, before.mark != mark else { return }
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: .secondAnswer, name: .dns))
  }
}
