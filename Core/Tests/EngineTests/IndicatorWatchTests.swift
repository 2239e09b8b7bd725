import Testing
import Vocabulary

/// Who acts where a conversation's address is listed: whoever opened it, on whichever end the list points.
@Suite("Listed addresses of conversations")
struct IndicatorWatchTests {
  @Test(
    "who opens a connection acts, be it the listed one or the other", arguments: ["10.0.0.2", "10.0.0.3"])
  func answered(_ listed: String) throws {
    var wire = try FileWire(list: listed, port: 502)
    wire.say(Modbus.read(1))
    wire.reply(Modbus.values(1))
    #expect(wire.roles == ["10.0.0.2", "10.0.0.3"] && wire.severities == [.high])
  }

  @Test(
    "without an answer a listed address that knocks is low, one that is called is medium",
    arguments: [("10.0.0.2", Severity.low), ("10.0.0.3", .medium)])
  func unanswered(_ listed: String, _ severity: Severity) throws {
    var wire = try FileWire(list: listed, isOpened: false)
    wire.wire.segment(100, .syn)
    #expect(wire.roles == ["10.0.0.2", "10.0.0.3"] && wire.severities == [severity])
  }
}
