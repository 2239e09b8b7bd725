import Bytes
import Vocabulary

/// What an endpoint mapper answers: on which port which interface is served.
///
///     0        2           4     5          21        23          25
///     +--------+-----------+-----+----------+---------+-----------+----------------------
///     | floors | left size | 13  | interface| version | right size| minor, further floors
///
/// Source: The Open Group C706, appendices I and L.
extension DCERPCDissector {
  /// Towers of one answer that are read.
  private static let towerLimit = 8
  private static let floorLimit = 8

  mutating func takeEndpoints(_ octets: Span<UInt8>, isLittle: Bool, isWide: Bool, _ dissection: Dissection) {
    var stub = DCERPCStub(at: 24, isLittle: isLittle, isWide: isWide)
    // A handle and the count of towers; of the array its three counts and a pointer for each tower.
    stub.skip(DCERPCStub.handleOctets)
    guard stub.number32(octets) != nil, stub.count(octets) != nil, stub.count(octets) != nil,
      let count = stub.count(octets), count <= Self.towerLimit
    else { return }
    for _ in 0..<count { guard stub.count(octets) != nil else { return } }
    for _ in 0..<count {
      guard stub.count(octets) != nil, let length = stub.number32(octets) else { return }
      let start = stub.at
      let size = Int(truncatingIfNeeded: length & 0xFFFF)
      guard size <= octets.count - start else { return }
      takeTower(octets.extracting(start..<(start + size)), dissection)
      stub.skip(size)
    }
  }

  private mutating func takeTower(_ octets: Span<UInt8>, _ dissection: Dissection) {
    guard octets.count >= 25, octets[4] == 13, let id = InterfaceID(octets, at: 5, isLittle: true) else {
      return
    }
    let interface = DCERPCInterface(id)
    guard interface != .unknown else { return }
    var reader = ByteReader(octets)
    guard let floors = try? reader.uint16LittleEndian() else { return }
    for _ in 0..<min(Int(floors), Self.floorLimit) {
      guard let left = try? reader.uint16LittleEndian(), let head = try? reader.span(Int(left)),
        let right = try? reader.uint16LittleEndian(), let tail = try? reader.span(Int(right))
      else { return }
      // TCP, with its port in network order.
      guard left == 1, head[0] == 7, right == 2 else { continue }
      ports.learn(interface, dissection.sender, UInt16(tail[0]) << 8 | UInt16(tail[1]))
    }
  }
}
