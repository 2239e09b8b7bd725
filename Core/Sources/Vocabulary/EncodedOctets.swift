/// Appends octets as base64, padded, without line ends.
///
/// Source: RFC 4648, section 4.
///
/// - Parameter limitOctets: no group of four is begun where the text is that long
public func appendBase64(_ octets: Span<UInt8>, to text: inout [UInt8], limitOctets: Int = .max) {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var at = 0
  while at < octets.count, text.count < limitOctets {
    let count = min(3, octets.count - at)
    var group = UInt32(octets[at]) << 16
    if count > 1 { group |= UInt32(octets[at + 1]) << 8 }
    if count > 2 { group |= UInt32(octets[at + 2]) }
    for place in 0..<4 {
      let digit = Int(group >> UInt32(18 - 6 * place) & 63)
      text.append(place <= count ? alphabet[digit] : UInt8(ascii: "="))
    }
    at += 3
  }
}
