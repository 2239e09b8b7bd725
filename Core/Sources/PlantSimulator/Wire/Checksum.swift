/// The internet checksum over octets that begin on an even place, with a sum carried in.
///
/// Source: RFC 1071.
func internetChecksum(_ octets: ArraySlice<UInt8>, carrying sum: UInt32 = 0) -> UInt16 {
  var total = sum
  var place = octets.startIndex
  while place + 1 < octets.endIndex {
    total &+= UInt32(octets[place]) << 8 | UInt32(octets[place + 1])
    place += 2
  }
  if place < octets.endIndex { total &+= UInt32(octets[place]) << 8 }
  while total > 0xFFFF {
    total = (total & 0xFFFF) + (total >> 16)
  }
  return ~UInt16(truncatingIfNeeded: total)
}
