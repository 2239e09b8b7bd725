import Vocabulary

/// What a write of many registers carries: values of a process have leading zeros, repeat and resemble each
/// other; texts and ciphers do not.
enum RegisterContent {
  /// Octets of a write from which on its content is judged.
  static let octets = 32

  static func note(_ content: Span<UInt8>, _ object: ObjectReference, _ dissection: inout Dissection) {
    guard isText(content) || isWithoutPattern(content) else { return }
    var mark: UInt32 = 0x811C_9DC5
    for index in content.indices { mark = (mark ^ UInt32(content[index])) &* 0x0100_0193 }
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: .registersCarryData, name: .modbus,
        octets: UInt32(clamping: content.count), mark: mark, object: object))
  }

  /// Printable throughout, and not one character alone.
  private static func isText(_ content: Span<UInt8>) -> Bool {
    var changes = 0
    for index in content.indices {
      let octet = content[index]
      guard octet >= 0x20 && octet < 0x7F || octet == 0x0A || octet == 0x0D || octet == 0x09 else {
        return false
      }
      if index > 0, content[index - 1] != octet { changes += 1 }
    }
    return changes * 2 > content.count
  }

  /// As many different octets as chance gives, or nearly: of n octets 256 (1 - e^(-n/256)).
  private static func isWithoutPattern(_ content: Span<UInt8>) -> Bool {
    var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for index in content.indices {
      let bit: UInt64 = 1 << UInt64(content[index] & 63)
      switch content[index] >> 6 {
      case 0: seen.0 |= bit
      case 1: seen.1 |= bit
      case 2: seen.2 |= bit
      default: seen.3 |= bit
      }
    }
    let different =
      seen.0.nonzeroBitCount + seen.1.nonzeroBitCount + seen.2.nonzeroBitCount + seen.3.nonzeroBitCount
    // The series 1 - e^-x = x - x^2/2 + x^3/6, to which a sixth is allowed for.
    let count = content.count
    let expected = count - count * count / 512 + count * count * count / 393_216
    return different * 6 >= expected * 5
  }
}
