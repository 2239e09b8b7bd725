import Protocols
import Testing
import Vocabulary

@Suite("DNP3 requests and responses")
struct DNP3DissectorTests {
  static func flow() -> DissectedFlow<DNP3Dissector> {
    DissectedFlow(DNP3Dissector(), serverPort: DNP3Dissector.port)
  }

  private static func story(_ messages: WireMessage...) -> [String] {
    var flow = flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  private static let block = "41 01 64000000 00000000"

  @Test("who asks address after address is seen to; an outstation that asks its master is not")
  func linkStatus() {
    var flow = Self.flow()
    for station in 3..<6 { flow.feed(.client(DNP3Wire.frame([], control: 0xC9, to: station, from: 1))) }
    flow.feed(.server(DNP3Wire.frame([], control: 0x0B, to: 1, from: 4)))
    flow.feed(.server(DNP3Wire.frame([], control: 0x49, to: 1, from: 4)))
    flow.finish()
    #expect(flow.activities.map(\.unit).sorted() == [3, 4, 5])
    #expect(flow.activities.filter { $0.outcome == "succeeded" }.map(\.unit) == [4])
    #expect(flow.activities.allSatisfy { $0.verb == "identify" && $0.isFromClient })
  }

  @Test("a response ends its request, and the outstation's address is the unit")
  func pairs() {
    var flow = Self.flow()
    flow.feed([
      DNP3Wire.request("C3 01 3C02 06"), DNP3Wire.response("C3 81 0000"),
      DNP3Wire.request("C4 05 0C01 17 01 05 \(Self.block) 00"),
      DNP3Wire.response("C4 81 0000 0C01 17 01 05 \(Self.block) 00"),
    ])
    #expect(flow.story == ["read g60v2 succeeded", "operate g12v1 points 5 succeeded"])
    #expect(flow.activities.allSatisfy { $0.unit == 4 && $0.isFromClient })
    #expect(flow.activities.map(\.packet) == [1, 3])
    #expect(flow.counts(.dnp3) == ["function 1": 1, "function 5": 1, "function 129": 2])
    #expect(flow.dissection.messages.packets(.dnp3) == 4)
    #expect(flow.malformed(.dnp3) == 0)
  }

  @Test("what nobody answers is unanswered, also where no answer was asked for")
  func unanswered() {
    #expect(Self.story(DNP3Wire.request("C0 0D")) == ["setMode - unanswered"])
    #expect(
      Self.story(DNP3Wire.request("C0 06 2902 17 01 02 1027 00")) == ["operate g41v2 points 2 unanswered"])
  }

  @Test(
    "an internal indication refuses: no such function, unknown object, bad parameter, already executing",
    arguments: ["0001", "0002", "0004", "0010", "8001"])
  func refused(_ indications: String) {
    let story = Self.story(DNP3Wire.request("C0 0D"), DNP3Wire.response("C0 81 \(indications)"))
    #expect(story == ["setMode - refused"])
  }

  @Test("indications that tell a state refuse nothing", arguments: ["8000", "0008", "0020", "2000"])
  func states(_ indications: String) {
    let story = Self.story(DNP3Wire.request("C0 0D"), DNP3Wire.response("C0 81 \(indications)"))
    #expect(story == ["setMode - succeeded"])
  }

  @Test("a control's own status refuses it alone")
  func status() {
    let objects = "0C01 17 01 03 \(Self.block) 00 0C01 17 01 09 \(Self.block)"
    let story = Self.story(
      DNP3Wire.request("C0 04 \(objects) 00"), DNP3Wire.response("C0 81 0000 \(objects) 02"))
    #expect(story == ["operate g12v1 points 3 succeeded", "operate g12v1 points 9 refused"])
  }

  @Test("points that follow one another are one activity, a gap begins another")
  func runs() {
    let points = ["03", "04", "06"].map { "\($0) \(Self.block) 00" }.joined()
    #expect(
      Self.story(DNP3Wire.request("C0 03 0C01 17 03 \(points)"))
        == ["operate g12v1 points 3-4 unanswered", "operate g12v1 points 6 unanswered"])
  }

  @Test("a challenge leaves the request open until it is proven")
  func challenge() {
    let story = Self.story(
      DNP3Wire.request("C0 05 0C01 17 01 01 \(Self.block) 00"),
      DNP3Wire.response("C0 83 0000 7801 5B 01 0C00 01000000 0100 05 01 AABBCCDD"),
      DNP3Wire.request("C0 20 7802 5B 01 0A00 01000000 0100 AABBCCDD"),
      DNP3Wire.response("C0 81 0000 0C01 17 01 01 \(Self.block) 00"))
    #expect(Set(story) == ["authenticate user 1 succeeded", "operate g12v1 points 1 succeeded"])
  }

  @Test("an authentication error refuses both")
  func authenticationError() {
    let story = Self.story(
      DNP3Wire.request("C0 0D"), DNP3Wire.request("C0 20 7802 5B 01 0A00 01000000 0100 AABBCCDD"),
      DNP3Wire.response("C0 83 0000 7807 5B 01 0F00 01000000 0100 0000 02 000000000000"))
    #expect(Set(story) == ["authenticate user 1 refused", "setMode - refused"])
  }

  @Test("blocks of a file carry the name under which it was opened")
  func files() {
    let open = "46 03 5B 01 1E00 1A00 0400 000000000000 0000 00000000 00000000 0100 0004 0100 6C6F6731"
    let status = "4604 5B 01 0D00 21000000 00100000 0004 0100 00"
    let story = Self.story(
      DNP3Wire.request("C0 19 \(open)"), DNP3Wire.response("C0 81 0000 \(status)"),
      DNP3Wire.request("C1 01 4605 5B 01 0800 21000000 00000000"),
      DNP3Wire.response("C1 81 0000 4605 5B 01 0A00 21000000 00000080 4142"),
      DNP3Wire.request("C2 1A \(status)"),
      DNP3Wire.response("C2 81 0000 4604 5B 01 0D00 21000000 00100000 0004 0100 01"))
    #expect(story == ["transfer log1 succeeded", "transfer log1 succeeded", "transfer log1 refused"])
  }

  @Test("a password of a file is a secret, and stands nowhere")
  func password() {
    var flow = Self.flow()
    flow.feed(
      DNP3Wire.request("C0 1D 4602 5B 01 1500 0C00 0500 1100 0400 00000000 7065746572 6B657931"))
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [4])
    #expect(flow.dissection.names.find(wireOctets("6B657931").span) == nil)
  }

  @Test("a fragment in several segments is one message, counted where it ends")
  func segments() {
    var flow = Self.flow()
    let fragment = wireOctets("C0 02 6E FF 00 00 02") + [UInt8](repeating: 0x41, count: 765)
    let octets = DNP3Wire.frames(fragment, control: 0xC4, to: 4, from: 1)
    flow.feed(.client(Array(octets[..<292])))
    #expect(flow.counts(.dnp3).isEmpty)
    flow.feed(.client(Array(octets[292...])))
    flow.feed(DNP3Wire.response("C0 81 0000"))
    #expect(flow.story == ["write g110v255 points 0-2 succeeded"])
    #expect(flow.counts(.dnp3) == ["function 2": 1, "function 129": 1])
    HostileInput.everyPrefix(of: [.client(octets)], Self.flow)
  }

  @Test("a segment whose beginning was not captured is left out")
  func middle() {
    var flow = Self.flow()
    flow.feed(.client(DNP3Wire.frame([0x81, 0xC0, 0x0D], control: 0xC4, to: 4, from: 1)))
    #expect(flow.story.isEmpty && flow.counts(.dnp3).isEmpty)
    #expect(flow.dissection.messages.packets(.dnp3) == 1)
  }

  @Test("a frame with a wrong checksum is malformed, and does nothing")
  func wrongChecksum() {
    var octets = DNP3Wire.request("C0 0D").octets
    octets[octets.count - 1] ^= 1
    var flow = Self.flow()
    flow.feed(.client(octets))
    flow.finish()
    #expect(flow.story.isEmpty)
    #expect(flow.malformed(.dnp3) == 1)
  }

  @Test("counts that the octets do not bear out are malformed", arguments: ["02 FFFFFFFF", "09 FFFFFFFF"])
  func hostileCounts(_ range: String) {
    var flow = Self.flow()
    let bounds = range.hasPrefix("02") ? "02 00000000 FFFFFFFF" : range
    flow.feed(DNP3Wire.request("C0 02 2901 \(bounds) 00"))
    #expect(flow.malformed(.dnp3) == 1)
  }

  @Test("fragments of altered octets in frames with right checksums never trap")
  func hostileFragments() {
    for sample in DNP3PageTests.samples {
      for message in sample.exchange {
        let data = Array(message.octets[10...])
        let fragment = data.enumerated().filter { $0.offset % 18 < 16 && $0.offset < data.count - 2 }
          .map(\.element)
        for index in fragment.indices {
          for value in HostileInput.mutations(of: fragment[index]) {
            var altered = fragment
            altered[index] = value
            for end in [altered.count, index] where end > 0 {
              var flow = Self.flow()
              flow.feed(DNP3Wire.request("C0 0D"))
              let octets = DNP3Wire.frame(Array(altered[..<end]), control: 0xC4, to: 4, from: 1)
              flow.feed(.client(octets))
              flow.feed(.server(octets))
              flow.finish()
              #expect(flow.activities.count <= 3 * (Dissection.objectLimit + 2))
            }
          }
        }
      }
    }
  }

  @Test("recognises a frame by its header's checksum, and waits for ten octets")
  func recognition() {
    // Request link status, from the standard's own address range.
    #expect(DNP3Dissector.recognise(octets: wireOctets("0564 05 C0 0100 0004 E921")) == .consistent)
    #expect(DNP3Dissector.recognise(octets: wireOctets("0564 05 C0 0100 0004 E920")) == .no)
    #expect(DNP3Dissector.recognise(octets: wireOctets("0564 05 C0")) == .undecided)
    #expect(DNP3Dissector.recognise(octets: wireOctets("0565")) == .no)
    #expect(DNP3Dissector.recognise(octets: DNP3Wire.request("C0 0D").octets) == .consistent)
  }
}
