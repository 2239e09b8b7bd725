import Testing
import Vocabulary

@testable import Inventory

@Suite("The same input gives the same rows")
struct DeterminismTests {
  private func lines(seed: UInt64) -> [String] {
    var scene = Scene(seed: seed)
    for number in 0..<300 {
      let host = "10.0.\(number % 7).\(number % 50 + 1)"
      scene.bind("00:1b:1b:00:\(number % 7 + 10):\(number % 50 + 10)", host)
      scene.flow(host, "10.0.9.\(number % 5 + 1)", clientPort: UInt16(1000 + number), at: Int64(number % 3))
      scene.act(
        host, .read, "10.0.9.\(number % 5 + 1)", registers(UInt32(number % 90), UInt32(number % 90 + 2)))
      scene.tell(host, .hostname, "host\(number % 60)", source: "dhcp")
    }
    let book = scene.book()
    var lines = scene.activityLines()
    book.forEachAsset { lines.append("\($0.id) \($0.hostnames) \($0.evidence.map { $0.value })") }
    book.forEachConversation(in: scene.inventory.conversations) {
      lines.append(
        "\($0.first.nanoseconds) \(book.id(of: $0.client)) \(book.id(of: $0.server)) \($0.packetsToServer)")
    }
    return lines
  }

  @Test("whatever the hash seed", arguments: [1, 0xDEAD_BEEF, UInt64.max])
  func seeds(seed: UInt64) {
    #expect(lines(seed: seed) == lines(seed: 0))
  }

  @Test("rows are sorted by the words that stand in them")
  func sorted() {
    var scene = Scene()
    for number in 1...40 { scene.act("10.0.0.\(number)", .read, "10.0.1.\(41 - number)", registers(0, 1)) }
    let lines = scene.activityLines()
    let keys = lines.map { line in line.split(separator: " ").prefix(3).map { Array($0.utf8) } }
    for (left, right) in zip(keys, keys.dropFirst()) {
      #expect(left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) })
    }
  }
}
