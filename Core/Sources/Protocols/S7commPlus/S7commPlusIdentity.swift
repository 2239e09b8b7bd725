import Bytes
import Vocabulary

/// What the two sides of a session say of themselves when it is opened.
///
/// Source: T. Wiens, dissector `s7comm_plus`, names of identifiers: 297 ServerSessionApplication, 319
/// SessionVersionSystemPAOMString.
enum S7commPlusIdentity {
  private static let application: UInt16 = 0x8229
  private static let firmwareText: UInt16 = 0x823F
  /// A session is described in its first octets.
  private static let searchLimitOctets = 1_024

  /// The client names the software that opens the session.
  static func tell(request octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let text = text(of: application, in: octets) else { return }
    dissection.tellFreely(.software, octets.extracting(text), source: "s7comm-plus session")
  }

  /// The controller names its order number and firmware: `1;6ES7 511-1AK00-0AB0;V1.8`.
  static func tell(response reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let octets = reader.rest()
    guard let text = text(of: firmwareText, in: octets) else { return }
    let first = end(at: UInt8(ascii: ";"), in: octets, from: text.lowerBound)
    guard first < text.upperBound else { return }
    let second = end(at: UInt8(ascii: ";"), in: octets, from: first + 1)
    guard second < text.upperBound else { return }
    dissection.tell(.orderNumber, octets.extracting((first + 1)..<second), source: "s7comm-plus session")
    dissection.tell(
      .firmware, octets.extracting((second + 1)..<text.upperBound), source: "s7comm-plus session")
  }

  /// Where the text of an attribute stands: its identifier, flags 0, type 0x15, length, octets.
  private static func text(of attribute: UInt16, in octets: Span<UInt8>) -> Range<Int>? {
    let (high, low) = (UInt8(attribute >> 8), UInt8(attribute & 0xFF))
    var at = 0
    let limit = min(octets.count, searchLimitOctets) - 5
    while at < limit {
      if octets[at] == high, octets[at + 1] == low, octets[at + 2] == 0, octets[at + 3] == 0x15 {
        let length = Int(octets[at + 4])
        guard length < 0x80, at + 5 + length <= octets.count else { return nil }
        return (at + 5)..<(at + 5 + length)
      }
      at += 1
    }
    return nil
  }
}
