import Protocols
import Testing
import Vocabulary

extension SynchrophasorDissector: StreamDissector, DatagramDissector {}

@Suite("C37.118 page")
struct SynchrophasorPageTests {
  /// A frame of unit 7, its checksum made here bit by bit.
  static func frame(_ type: UInt8, _ data: [UInt8]) -> [UInt8] {
    let count = 16 + data.count
    let octets =
      [0xAA, type << 4 | 1, UInt8(count >> 8), UInt8(count & 0xFF), 0, 7] + wireOctets("48998F9A 00902E12")
      + data
    var crc = 0xFFFF
    for octet in octets {
      for bit in (0..<8).reversed() {
        let isSet = (crc >> 15 & 1) != Int(octet >> UInt8(bit) & 1)
        crc = (crc << 1 & 0xFFFF) ^ (isSet ? 0x1021 : 0)
      }
    }
    return octets + [UInt8(crc >> 8), UInt8(crc & 0xFF)]
  }

  private static func command(_ message: String, _ code: UInt8) -> PageSample {
    PageSample(message, .client(frame(4, [0, code])))
  }

  private static let configuration = frame(
    3, wireOctets("000F4240 0001") + Array("PMU1            ".utf8) + [UInt8](repeating: 0, count: 40))

  static let samples: [PageSample] = [
    command("1 stops data", 1),
    command("2 starts data", 2),
    command("3 to 6 ask for header and configuration", 5),
    PageSample("configuration", .server(configuration)),
  ]

  static func flow() -> DissectedFlow<SynchrophasorDissector> {
    DissectedFlow(SynchrophasorDissector(), serverPort: SynchrophasorDissector.streamPort)
  }

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("synphasor", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, Self.flow)
      HostileInput.everyTruncation(of: sample.exchange, Self.flow)
      HostileInput.everyMutation(of: sample.exchange, Self.flow)
      HostileInput.everyDatagram(of: sample.exchange, Self.flow)
    }
  }

  @Test("frames are counted by type; a station's unit is the activity's")
  func counts() {
    var flow = Self.flow()
    flow.feed(.client(Self.frame(4, [0, 2])))
    flow.feed(.server(Self.frame(0, [0, 0]) + Self.frame(0, [0, 1])))
    #expect(flow.counts(.synphasor) == ["frame 4": 1, "frame 0": 2])
    #expect(flow.activities.map(\.unit) == [7])
  }

  @Test("a checksum proves a frame, on any port")
  func recognition() {
    let whole = Self.frame(4, [0, 2])
    #expect(SynchrophasorDissector.recognise(octets: whole) == .consistent)
    #expect(SynchrophasorDissector.recognise(octets: Array(whole.dropLast())) == .undecided)
    for index in whole.indices {
      var altered = whole
      altered[index] ^= 0x01
      #expect(SynchrophasorDissector.recognise(octets: altered) != .consistent, "\(index)")
    }
  }
}
