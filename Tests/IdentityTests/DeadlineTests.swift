import Testing
import Vocabulary

@testable import Identity

@Suite("Deadlines")
struct DeadlineTests {
  let start = TestPlant.start

  @Test(
    "what is shown and what is decided agree at every moment around the end",
    arguments: [-1_000_000_000, -1, 0, 1, 1_000_000_000] as [Int64])
  func agree(offset: Int64) {
    let deadline = Deadline(began: start, lasting: .seconds(900), reason: .idle)
    let now = Timestamp(nanoseconds: deadline.ends.nanoseconds + offset)
    #expect(deadline.isOver(at: now) == (offset >= 0))
    #expect((deadline.left(at: now) == .zero) == deadline.isOver(at: now))
    #expect((deadline.words(at: now) == "over") == deadline.isOver(at: now))
  }

  @Test(
    "are told in whole units, rounded up",
    arguments: [
      (1, "1 s"), (59, "59 s"), (60, "1 min 0 s"), (250, "4 min 10 s"), (7_500, "2 h 5 min"),
      (180_000, "2 d 2 h"),
    ] as [(Int64, String)])
  func words(seconds: Int64, text: String) {
    let deadline = Deadline(began: start, lasting: .seconds(seconds), reason: .wait)
    #expect(deadline.words(at: start) == text)
    #expect(
      deadline.words(at: Timestamp(nanoseconds: start.nanoseconds + 1)) == text, "a nanosecond is no second")
  }

  @Test("are over where the clock went back before their beginning by more than the tolerance")
  func clockWentBack() {
    let deadline = Deadline(began: start, lasting: .seconds(900), reason: .idle)
    #expect(!deadline.isOver(at: Timestamp(nanoseconds: start.nanoseconds - 120_000_000_000)))
    #expect(deadline.isOver(at: Timestamp(nanoseconds: start.nanoseconds - 120_000_000_001)))
  }

  @Test("the first of several counts")
  func first() {
    let (one, two) = (
      Deadline(began: start, lasting: .seconds(9), reason: .idle),
      Deadline(began: start, lasting: .seconds(8), reason: .accountEnd)
    )
    #expect(Deadline.first(one, two, nil).reason == .accountEnd)
    #expect(Deadline.first(one, nil).reason == .idle)
  }
}
