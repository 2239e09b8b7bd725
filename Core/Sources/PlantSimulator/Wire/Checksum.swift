/// The internet checksum over octets that begin on an even place, with a sum carried in.
///
/// Source: RFC 1071.
func internetChecksum(_ octets: ArraySlice<UInt8>, carrying sum: UInt32 = 0) -> UInt16 {
  var total = sum
  var isHigh = true
  for octet in octets {
    total &+= isHigh ? UInt32(octet) << 8 : UInt32(octet)
    isHigh.toggle()
  }
  while total > 0xFFFF {
    total = (total & 0xFFFF) + (total >> 16)
  }
  return ~UInt16(truncatingIfNeeded: total)
}
