import Testing
import Vocabulary

@testable import Protocols

@Suite("Words that are searched for together")
struct WordSetTests {
  private let words = WordSet(["cat", "car", "dog", "%2e"])

  private func isFound(_ text: String) -> Bool { words.isFound(in: Array(text.utf8).span) }

  @Test(
    "finds a word wherever it stands, in either case",
    arguments: ["cat", "CAR", "a DoG", "x%2Ex", "cacar", "dodog"])
  func found(text: String) {
    #expect(isFound(text))
  }

  @Test("finds nothing in a text of other words", arguments: ["", "c", "ca", "do", "c at", "%2", "DO.G"])
  func notFound(text: String) {
    #expect(!isFound(text))
  }

  @Test("compares at one place only where it is asked to")
  func place() {
    let text = Array("a cat".utf8)
    let begins = (0...5).map { words.begins(text.span, at: $0) }
    #expect(begins == [false, false, true, false, false, false])
  }
}

@Suite("Quick digests")
struct QuickDigestTests {
  @Test("tell octets apart that differ in one bit, at every length up to a hundred")
  func everyBit() {
    for count in 0...100 {
      var octets = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      let whole = quickDigest(octets.span)
      var seen: Set<UInt64> = [whole]
      for bit in 0..<(count * 8) {
        octets[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(seen.insert(quickDigest(octets.span)).inserted, "\(count) octets, bit \(bit)")
        octets[bit / 8] ^= 1 << UInt8(bit % 8)
      }
    }
  }

  @Test("tell lengths apart of the same octet")
  func lengths() {
    let digests = (0...200).map { quickDigest([UInt8](repeating: 0, count: $0).span) }
    #expect(Set(digests).count == digests.count)
  }
}
