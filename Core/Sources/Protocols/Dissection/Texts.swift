/// Whether `octets` hold the ASCII text from `start` on. Short literals need no memory of their own.
func starts(_ octets: Span<UInt8>, with text: String, at start: Int = 0) -> Bool {
  var at = start
  guard at >= 0 else { return false }
  for character in text.utf8 {
    guard at < octets.count, octets[at] == character else { return false }
    at &+= 1
  }
  return true
}
