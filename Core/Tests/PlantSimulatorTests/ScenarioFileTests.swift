import PlantSimulator
import Testing
import Vocabulary

@Suite("Scenario files")
struct ScenarioFileTests {
  @Test("times by the plant's clock and as RFC 3339 are the same moment")
  func times() throws {
    let text = """
      {"scenario": 1, "zone": {"name": "Europe/Berlin", "utcOffset": "+01:00"}, "entries": [
        {"id": "A1", "is": "attack", "kind": "s7-stop", "at": "Tue 22:10"},
        {"id": "A2", "is": "attack", "kind": "ads-stop", "at": "2026-03-03T22:10:00+01:00"}]}
      """
    let plan = try ScenarioFile.read(Array(text.utf8), days: 7)
    #expect(plan.entries.map(\.start.rfc3339) == Array(repeating: "2026-03-03T21:10:00.000000000Z", count: 2))
    #expect(plan.entries.map(\.kind) == ["s7-stop", "ads-stop"])
  }

  @Test("the night after a working day is worked, the weekend and a holiday are not")
  func hours() throws {
    let text = #"{"scenario": 1, "calendar": {"holidays": ["2026-03-04"]}}"#
    let hours = try ScenarioFile.read(Array(text.utf8), days: 7).hours
    func crew(_ moment: String) throws -> PlantHours.Crew? {
      hours.crew(at: try #require(Timestamp(rfc3339: moment)))
    }
    #expect(try crew("2026-03-02T05:59:59+01:00") == nil)
    #expect(try crew("2026-03-02T06:00:00+01:00") == .full)
    #expect(try crew("2026-03-03T03:00:00+01:00") == .reduced)
    #expect(try crew("2026-03-04T03:00:00+01:00") == .reduced)
    #expect(try crew("2026-03-04T06:00:00+01:00") == nil)
    #expect(try crew("2026-03-07T05:59:00+01:00") == .reduced)
    #expect(try crew("2026-03-07T06:00:00+01:00") == nil)
  }

  @Test(
    "what is wrong is shown in its place, with what was probably meant",
    arguments: [
      (#"{"scenario": 1, "entrys": []}"#, 1, 17, "did you mean 'entries'?"),
      ("{\"scenario\": 1,\n \"slowness\": 0}", 2, 14, "1 to 100"),
      ("{\"scenario\": 2}", 1, 14, "format is 1"),
      (
        #"{"scenario": 1, "entries": [{"id": "A", "is": "attack", "kind": "s7-stopp", "at": "Mon 09:00"}]}"#,
        1, 65, "did you mean 's7-stop'?"
      ),
      (
        #"{"scenario": 1, "entries": [{"id": "A", "is": "attack", "kind": "s7-stop", "at": "Mon 25:00"}]}"#,
        1, 82, "a time is expected"
      ),
      (
        #"{"scenario": 1, "entries": [{"id": "A", "is": "attack", "kind": "s7-stop", "at": "Tue 09:00"}]}"#,
        1, 82, "outside the days"
      ),
      (
        #"{"scenario": 1, "entries": [{"id": "A", "kind": "s7-stop", "at": "Mon 09:00"}]}"#, 1, 29,
        "'is' is missing"
      ),
      (#"{"scenario": 1, "calendar": {"holidays": ["2026-02-30"]}}"#, 1, 43, "a day is expected"),
      ("{\"scenario\": 1,,}", 1, 16, "no place here"),
    ])
  func errors(text: String, line: Int, column: Int, words: String) throws {
    let error = try #require(throws: ScenarioError.self) {
      try ScenarioFile.read(Array(text.utf8), days: 1)
    }
    #expect(error.message.contains(words), "\(error)")
    #expect((error.line, error.column) == (line, column), "\(error)")
  }

  @Test("no prefix of a file is read, and none traps")
  func prefixes() {
    let text = Array(
      """
      {"scenario": 1, "calendar": {"shifts": [
        {"name": "a", "days": ["Mon"], "from": "06:00", "to": "14:00", "crew": "full"}]},
       "entries": [{"id": "A", "is": "attack", "kind": "s7-stop", "at": "Mon 09:00"}]}
      """.utf8)
    for length in 0..<text.count {
      #expect(throws: ScenarioError.self) { try ScenarioFile.read(Array(text[..<length]), days: 1) }
    }
  }

  @Test("no changed octet traps")
  func mutations() {
    let text = Array(
      """
      {"scenario": 1, "noise": {"erp": 50},
       "entries": [{"id": "A", "is": "attack", "kind": "s7-stop", "at": "Mon 09:00"}]}
      """.utf8)
    var read = 0
    for place in text.indices {
      for octet in [0x00, 0x22, 0x2C, 0x30, 0x5C, 0x5D, 0x7B, 0x7D, 0xFF] as [UInt8] {
        var changed = text
        changed[place] = octet
        if (try? ScenarioFile.read(changed, days: 1)) != nil { read += 1 }
      }
    }
    #expect(read < text.count * 9 / 4)
  }
}
