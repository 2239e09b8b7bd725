import Captures
import PlantSimulator
import Vocabulary

/// The sample plant's traffic as a capture in memory, and where its packets stand in it.
struct Traffic {
  let capture: [UInt8]
  private(set) var packets: [CapturedPacket] = []

  /// - Parameter packetLimit: the simulated day ends after so many packets.
  init(seed: UInt64, packetLimit: Int) {
    let writer = CaptureWriter()
    var simulation = PlantSimulation(seed: seed, hours: 8)
    var octets = writer.fileHeader
    var count = 0
    while count < packetLimit, let frame = simulation.next() {
      writer.append(frame.octets, at: frame.time, to: &octets)
      count += 1
    }
    capture = octets
    packets.reserveCapacity(count)
    Self.read(octets.span) { packets.append($0) }
  }

  /// Reads a capture from front to back.
  static func read(_ octets: Span<UInt8>, _ body: (CapturedPacket) -> Void) {
    var reader = CaptureReader()
    var offset = 0
    while let step = try? reader.next(octets, from: offset, isLast: true),
      case .packet(let packet, let next) = step
    {
      body(packet)
      offset = next
    }
  }

  func octets(of packet: CapturedPacket) -> Range<Int> { packet.start..<packet.end }
}
