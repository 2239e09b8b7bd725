/// A naive check of a frame's checksums, written apart from the simulator's own sums.
enum ChecksumReference {
  enum Verdict { case right, wrong, none }

  static func check(_ frame: [UInt8]) -> Verdict {
    var offset = 12
    while word(frame, offset) == 0x8100 { offset += 4 }
    guard word(frame, offset) == 0x0800 else { return .none }
    offset += 2
    let headerEnd = offset + Int(frame[offset] & 0x0F) * 4
    let end = offset + word(frame, offset + 2)
    guard end <= frame.count, sum(frame[offset..<headerEnd], from: 0) == 0xFFFF else { return .wrong }
    let payload = frame[headerEnd..<end]
    let proto = Int(frame[offset + 9])
    switch proto {
    case 1: return sum(payload, from: 0) == 0xFFFF ? .right : .wrong
    case 6, 17:
      if proto == 17, word(frame, headerEnd + 4) != payload.count { return .wrong }
      let pseudo = sum(frame[(offset + 12)..<(offset + 20)], from: proto + payload.count)
      return sum(payload, from: pseudo) == 0xFFFF ? .right : .wrong
    default: return .none
    }
  }

  private static func word(_ octets: [UInt8], _ offset: Int) -> Int {
    Int(octets[offset]) * 256 + Int(octets[offset + 1])
  }

  private static func sum(_ octets: ArraySlice<UInt8>, from start: Int) -> Int {
    var total = start
    for (place, octet) in octets.enumerated() {
      total += place % 2 == 0 ? Int(octet) * 256 : Int(octet)
    }
    while total > 0xFFFF { total = total % 0x1_0000 + total / 0x1_0000 }
    return total
  }
}
