/// DNS queries and answers of one name.
///
/// Source: RFC 1035, clause 4.
struct DNSMessage: Sendable {
  var identifier: UInt16
  var name: String

  var query: [UInt8] { header(flags: 0x0100, answers: 0) + question }

  /// An address, or "no such name" where there is none.
  func answer(_ address: UInt32?) -> [UInt8] {
    guard let address else { return header(flags: 0x8583, answers: 0) + question }
    var octets = header(flags: 0x8580, answers: 1) + question
    octets.put16(0xC00C)
    octets.put16(1)
    octets.put16(1)
    octets.put32(3_600)
    octets.put16(4)
    octets.put32(address)
    return octets
  }

  private func header(flags: UInt16, answers: Int) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(identifier)
    octets.put16(flags)
    octets.put16(1)
    octets.put16(answers)
    octets.put32(0)
    return octets
  }

  private var question: [UInt8] {
    var octets: [UInt8] = []
    for label in name.split(separator: ".") {
      octets.put8(label.utf8.count)
      octets.put(String(label))
    }
    octets += [0, 0, 1, 0, 1]
    return octets
  }
}
