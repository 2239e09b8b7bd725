/// A small pcapng section: an interface with options, and each kind of packet block.
///
/// Source: draft-ietf-opsawg-pcapng, clauses 4.1 to 4.4 and appendix A.
struct PcapngBlocks {
  private(set) var octets: [UInt8] = []
  private let isBigEndian: Bool

  init(isBigEndian: Bool, frames: [[UInt8]]) {
    self.isBigEndian = isBigEndian
    add(0x0A0D_0D0A, number(0x1A2B_3C4D, 4) + number(1, 2) + number(0, 2) + number(-1, 8))
    let resolution = option(9, [9]) + option(14, number(1, 8))
    add(1, number(1, 2) + number(0, 2) + number(0, 4) + resolution + option(0, []))
    add(1, number(113, 2) + number(0, 2) + number(96, 4))
    for frame in frames {
      let lengths = number(frame.count, 4) + number(frame.count, 4)
      add(6, number(0, 4) + number(0, 4) + number(77, 4) + lengths + padded(frame) + option(1, [65]))
      add(2, number(1, 2) + number(0, 2) + number(0, 4) + number(78, 4) + lengths + padded(frame))
      add(3, number(frame.count, 4) + padded(frame))
      add(5, number(0, 4) + number(0, 8))
    }
  }

  private mutating func add(_ type: Int, _ body: [UInt8]) {
    let length = number(12 + body.count, 4)
    octets += number(type, 4) + length + body + length
  }

  private func option(_ code: Int, _ value: [UInt8]) -> [UInt8] {
    number(code, 2) + number(value.count, 2) + padded(value)
  }

  private func padded(_ octets: [UInt8]) -> [UInt8] {
    octets + [UInt8](repeating: 0, count: (4 - octets.count % 4) % 4)
  }

  private func number(_ value: Int, _ octets: Int) -> [UInt8] {
    let littleEndian = (0..<octets).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? littleEndian.reversed() : littleEndian
  }
}
