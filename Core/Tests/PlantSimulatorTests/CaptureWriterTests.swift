import Captures
import PlantSimulator
import Testing
import Vocabulary

@Suite("Writing captures")
struct CaptureWriterTests {
  @Test(
    "what is written reads back, frame by frame",
    arguments: [CaptureWriter.Resolution.microseconds, .nanoseconds])
  func readsBack(resolution: CaptureWriter.Resolution) throws {
    var plant = PlantSimulation(seed: 2, hours: 1)
    let writer = CaptureWriter(resolution: resolution)
    var file = writer.fileHeader
    var frames: [SimulatedFrame] = []
    while frames.count < 2_000, let frame = plant.next() {
      frames.append(frame)
      writer.append(frame.octets, at: frame.time, to: &file)
    }
    var reader = CaptureReader()
    var offset = 0
    var count = 0
    reading: while true {
      switch try reader.next(file.span, from: offset, isLast: true) {
      case .packet(let packet, let next):
        let frame = try #require(count < frames.count ? frames[count] : nil)
        let unit: Int64 = resolution == .microseconds ? 1_000 : 1
        #expect(packet.time.nanoseconds == frame.time.nanoseconds / unit * unit)
        #expect(packet.linkType == .ethernet)
        #expect(packet.originalOctets == frame.octets.count)
        #expect(Array(file[packet.start..<packet.end]) == frame.octets)
        offset = next
        count += 1
      case .needsMore:
        Issue.record("a whole file asks for more")
        break reading
      case .end: break reading
      }
    }
    #expect(count == frames.count)
    #expect(count == 2_000)
  }
}
