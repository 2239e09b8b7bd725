/// Recognises IEC 60870-5-104: APDUs of a start octet, a length and four control octets, one behind another.
///
/// Source: IEC 60870-5-104:2006, clause 5.
public enum IEC104 {
  public static let port: UInt16 = 2_404

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else { return octets.count >= 1 && octets[0] != 0x68 ? .no : .undecided }
    var at = 0
    while octets.count - at >= 6 {
      guard octets[at] == 0x68, (4...253).contains(octets[at + 1]), isControl(octets, at + 2) else {
        return .no
      }
      at += 2 + Int(octets[at + 1])
    }
    return .consistent
  }

  /// I frames end both counters' low octets in 0, S frames are 01 00, U frames have one function bit of three
  /// pairs.
  private static func isControl(_ octets: Span<UInt8>, _ at: Int) -> Bool {
    let length = octets[at - 1]
    let first = octets[at]
    if first & 1 == 0 { return octets[at + 2] & 1 == 0 && length >= 10 }
    guard length == 4 else { return false }
    if first & 3 == 1 { return first == 1 && octets[at + 1] == 0 && octets[at + 2] & 1 == 0 }
    let functions = first >> 2
    return functions != 0 && functions & (functions - 1) == 0 && octets[at + 1] == 0 && octets[at + 2] == 0
      && octets[at + 3] == 0
  }
}
