/// Recognises TeamViewer by the numbers that begin its messages, of the old and of the newer form.
///
/// Source: seen on the wire and described so by nDPI; the maker documents port 5938 alone.
public enum TeamViewer {
  public static let port: UInt16 = 5_938

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 3 else { return .undecided }
    let isFirst = octets[0] == 0x17 && octets[1] == 0x24
    let isSecond = octets[0] == 0x11 && octets[1] == 0x30
    return isFirst || isSecond ? .consistent : .no
  }

  /// On UDP the first number stands behind a zero and a counter.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    octets.count >= 14 && octets[0] == 0 && octets[11] == 0x17 && octets[12] == 0x24 ? .consistent : .no
  }
}
