import PlantCalendar
import Testing
import Vocabulary

@Suite("Clocks that change")
struct UTCOffsetsTests {
  private static func local(_ text: String) -> Int64 { at(text + "Z").nanoseconds / 1_000_000_000 }

  @Test(
    "a local time is one moment; twice shown it is two, never shown it is the change",
    arguments: [
      ("2026-01-10T12:00:00", "2026-01-10T11:00:00Z", "2026-01-10T11:00:00Z"),
      ("2026-07-10T12:00:00", "2026-07-10T10:00:00Z", "2026-07-10T10:00:00Z"),
      // Forward: 01:59:59, 03:00:00.
      ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z"),
      ("2026-03-29T02:00:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
      ("2026-03-29T02:30:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
      ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
      ("2026-03-29T03:00:01", "2026-03-29T01:00:01Z", "2026-03-29T01:00:01Z"),
      // Back: 02:00 to 02:59:59 twice.
      ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z"),
      ("2026-10-25T02:00:00", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
      ("2026-10-25T02:59:59", "2026-10-25T00:59:59Z", "2026-10-25T01:59:59Z"),
      ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"),
    ])
  func moments(text: String, first: String, last: String) {
    let moments = berlin.moments(local: Self.local(text))
    #expect(moments.first == at(first))
    #expect(moments.last == at(last))
  }

  @Test("each moment's local time leads back to it")
  func wayBack() {
    for hour in 0..<9_000 {
      let time = at("2026-01-01").nanoseconds + Int64(hour) * 3_600_000_000_000
      let (day, second) = berlin.local(Timestamp(nanoseconds: time))
      let moments = berlin.moments(local: day * 86_400 + second)
      #expect(moments.first.nanoseconds == time || moments.last.nanoseconds == time)
      #expect(moments.first <= moments.last)
    }
  }

  @Test("a period through a change of clocks is never shorter than meant")
  func periods() throws {
    let text = sample.replacing("2026-12-02T22:00", with: "2026-10-25T02:15")
      .replacing("2026-12-02T23:30", with: "2026-10-25T02:45")
    let order = try #require(try read(text).workOrders.first)
    #expect(order.period.from == at("2026-10-25T00:15:00Z"))
    #expect(order.period.to == at("2026-10-25T01:45:00Z"))
    #expect(throws: CalendarError.self) {
      // Both ends lie in the hour that does not exist: nothing is between them.
      try read(
        sample.replacing("2026-12-02T22:00", with: "2026-03-29T02:15")
          .replacing("2026-12-02T23:30", with: "2026-03-29T02:45"))
    }
  }

  @Test("tables out of order, empty, too long or impossible are refused")
  func tables() {
    let one = UTCOffsets.Transition(from: at("2026-01-01"), seconds: 0)
    #expect(UTCOffsets([]) == nil)
    #expect(UTCOffsets([one, one]) == nil)
    #expect(UTCOffsets([.init(from: at("2026-01-01"), seconds: 64_801)]) == nil)
    #expect(UTCOffsets([.init(from: at("2026-01-01"), seconds: -64_801)]) == nil)
    #expect(UTCOffsets([.init(from: at("2026-01-01"), seconds: .min)]) == nil)
    #expect(UTCOffsets([.init(from: at("2026-01-01"), seconds: -64_800)]) != nil)
    let many = (0...1_000).map { UTCOffsets.Transition(from: Timestamp(nanoseconds: $0), seconds: 0) }
    #expect(UTCOffsets(many) == nil)
    #expect(UTCOffsets(many.dropLast()) != nil)
  }
}
